using Waybill.Events.Feeds;

namespace Waybill.Events.Sinks;

/// <summary>What the file of one drop is called, begins with, and how it is delivered.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Window">The window whose rows it holds.</param>
/// <param name="Header">Its header line without line feed, as it will be written.</param>
public sealed record DropPlan(FeedDefinition Feed, DropWindow Window, string Header)
{
    public DropDelivery Delivery { get; init; }

    /// <summary>Unless on time: the drop with which the rest arrives, and the name under which it does.</summary>
    public DropWindow LaterWindow { get; init; }

    public string LaterName { get; init; } = "";

    /// <summary>Half-written: where the file breaks off, in thousandths of its length.</summary>
    public int CutPerMille { get; init; }

    /// <summary>The name under which it is expected.</summary>
    public string FileName => Feed.FileName(Window.End.ToDateTime());
}
