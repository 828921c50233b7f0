namespace Waybill.Pipeline.Score;

/// <summary>How strict a verification is and what it leaves behind.</summary>
public sealed record ScoreOptions
{
    /// <summary>Null: everything must equal what can be known. Otherwise the allowed error in per cent.</summary>
    public double? TolerancePct { get; init; }

    /// <summary>Where the whole list of what nobody can know is written as CSV; null for nowhere.</summary>
    public string? UnknowableFile { get; init; }

    /// <summary>Examples that are kept for each kind of difference of a table or column.</summary>
    public int Examples { get; init; } = 5;
}
