namespace Waybill.Pipeline.Score;

/// <summary>The lake beside the truth.</summary>
/// <param name="Pass">Every check passed.</param>
/// <param name="Checks">Row-level and KPI comparisons.</param>
/// <param name="Faults">Injected faults by kind.</param>
public sealed record Verification(bool Pass, IReadOnlyList<ScoreCheck> Checks, IReadOnlyList<FaultBalance> Faults)
{
    /// <summary>Tables that were compared row by row.</summary>
    public IReadOnlyList<TableScore> Tables { get; init; } = [];

    /// <summary>What is wrong: the first rows and cells of each table and column, in the order of their keys.</summary>
    public IReadOnlyList<Difference> Differences { get; init; } = [];

    /// <summary>What nobody can know, apart from what is wrong.</summary>
    public IReadOnlyList<UnknowableCount> Unknowable { get; init; } = [];

    /// <summary>What was not compared, and why, in words.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
