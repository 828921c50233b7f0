using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>
/// One placed order as the shop's export writes it; its status there is always Pending. Texts are indexes into the
/// tables of a <see cref="FeedVocabulary"/>.
/// </summary>
public readonly record struct SalesRow
{
    public required OrderId Id { get; init; }

    public required int Customer { get; init; }

    public required int Product { get; init; }

    /// <summary>1 or more.</summary>
    public required int Quantity { get; init; }

    public required Money UnitPrice { get; init; }

    public required int Origin { get; init; }

    public required int Destination { get; init; }

    /// <summary>Of all items together; below 100 kg.</summary>
    public required Weight Weight { get; init; }

    public required Money ShippingCost { get; init; }

    /// <summary>When the order was placed; a whole second.</summary>
    public required Instant SoldAt { get; init; }

    public required int Channel { get; init; }

    public required int Carrier { get; init; }

    public required int Region { get; init; }

    /// <summary>When it shall be delivered at the latest; a whole second.</summary>
    public required Instant PromisedAt { get; init; }

    /// <summary>Rises within a cell in the order of recording, over both feeds.</summary>
    public required long SourceSeq { get; init; }
}
