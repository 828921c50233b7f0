using Waybill.Events.Text;

namespace Waybill.Events.Rows;

/// <summary>The texts that rows point to by index, rendered once.</summary>
public sealed record FeedVocabulary
{
    /// <summary>Full names of customers.</summary>
    public required TextTable Customers { get; init; }

    public required TextTable Products { get; init; }

    public required TextTable Cities { get; init; }

    public required TextTable Regions { get; init; }

    public required TextTable Channels { get; init; }

    public required TextTable Carriers { get; init; }

    /// <summary>The status words, indexed by <see cref="Feeds.OrderStatus"/>.</summary>
    public static TextTable Statuses { get; } = new(Enum.GetNames<Feeds.OrderStatus>());
}
