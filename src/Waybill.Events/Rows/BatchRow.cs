using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>One batch that a machine has made. Texts are indexes into the tables of a <see cref="FactoryVocabulary"/>.</summary>
public readonly record struct BatchRow
{
    public required BatchId Id { get; init; }

    public required int Product { get; init; }

    /// <summary>A whole second.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>A whole second; the batch is recorded then.</summary>
    public required Instant EndedAt { get; init; }

    /// <summary>All units made, the defective ones included.</summary>
    public required int Produced { get; init; }

    public required int Defective { get; init; }

    /// <summary>Units of material that went in.</summary>
    public required int Consumed { get; init; }

    public required int Factory { get; init; }

    public required int Operator { get; init; }

    /// <summary>Rises within a factory in the order of recording, over all its feeds.</summary>
    public required long SourceSeq { get; init; }
}
