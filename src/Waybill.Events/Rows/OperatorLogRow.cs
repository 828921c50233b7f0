using Waybill.Events.Feeds;
using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>What an operator wrote down at a machine.</summary>
public readonly record struct OperatorLogRow
{
    /// <summary>The plant's own day, counted from 1970-01-01.</summary>
    public required int Day { get; init; }

    public required int Machine { get; init; }

    /// <summary>Number on that machine and day, from 1.</summary>
    public required int Number { get; init; }

    public required int Operator { get; init; }

    /// <summary>A whole second.</summary>
    public required Instant At { get; init; }

    public required OperatorAction Action { get; init; }

    /// <summary>Index of the notes in the vocabulary; 0 is none.</summary>
    public required int Notes { get; init; }

    /// <summary>Rises within a factory in the order of recording, over all its feeds.</summary>
    public required long SourceSeq { get; init; }
}
