using Waybill.Pipeline.Score;

namespace Waybill.Server.Answers;

/// <summary>The lake beside the truth, as <c>waybill verify</c> found it last.</summary>
/// <param name="When">When it ended, ISO 8601 UTC.</param>
/// <param name="Subject">What was verified, in words.</param>
/// <param name="TolerancePct">The error that was allowed, in per cent; null when everything had to equal what can be known.</param>
/// <param name="Pass">Every check passed.</param>
/// <param name="Checks">Row-level and figure comparisons.</param>
/// <param name="Faults">What became of injected faults, by kind.</param>
/// <param name="Tables">Tables that were compared row by row.</param>
/// <param name="Differences">What is wrong: the first rows and cells of each table and column.</param>
/// <param name="Unknowable">What nobody can know from what was written.</param>
/// <param name="Notes">What was not compared, and why.</param>
public sealed record VerificationInfo(
    string When, string Subject, double? TolerancePct, bool Pass, IReadOnlyList<ScoreCheck> Checks, IReadOnlyList<FaultBalance> Faults,
    IReadOnlyList<TableScore> Tables, IReadOnlyList<Difference> Differences, IReadOnlyList<UnknowableCount> Unknowable, IReadOnlyList<string> Notes);
