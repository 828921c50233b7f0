using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>One inspection of a batch.</summary>
public readonly record struct CheckRow
{
    /// <summary>The plant's own day, counted from 1970-01-01.</summary>
    public required int Day { get; init; }

    /// <summary>Number on that day; written with five digits or as many as it needs.</summary>
    public required int Number { get; init; }

    public required BatchId Batch { get; init; }

    /// <summary>A whole second.</summary>
    public required Instant At { get; init; }

    public required int Inspector { get; init; }

    public required bool Passed { get; init; }

    /// <summary>Index of the notes in the vocabulary; 0 is none.</summary>
    public required int Notes { get; init; }

    /// <summary>Rises within a factory in the order of recording, over all its feeds.</summary>
    public required long SourceSeq { get; init; }
}
