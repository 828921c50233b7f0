using Waybill.Events.Feeds;
using Waybill.Events.Values;

namespace Waybill.Events.Ledger;

/// <summary>
/// One line of the ledger: a fault that was put into a feed. Spans are plain UTF-8; the codec quotes what needs it.
/// </summary>
public readonly ref struct LedgerEntry
{
    public required FaultKind Kind { get; init; }

    public required FeedDefinition Feed { get; init; }

    /// <summary>The row: order id, in logistics with <c>|Status</c>; for faults of files the file's name.</summary>
    public required ReadOnlySpan<byte> EntityKey { get; init; }

    /// <summary>The column that was changed; <c>row</c> when the line as a whole was; empty when nothing was.</summary>
    public ReadOnlySpan<byte> Field { get; init; }

    public ReadOnlySpan<byte> TrueValue { get; init; }

    public ReadOnlySpan<byte> WrittenValue { get; init; }

    /// <summary>When the event truly happened; for files the end of their window.</summary>
    public required Instant EventTime { get; init; }

    /// <summary>The drop in which the faulty thing arrives.</summary>
    public required Instant ArrivalTime { get; init; }

    /// <summary>Whether a good pipeline can get the truth back, or put the intruder aside.</summary>
    public required bool IsRepairable { get; init; }
}
