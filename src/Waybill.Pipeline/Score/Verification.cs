namespace Waybill.Pipeline.Score;

/// <summary>The lake beside the truth.</summary>
/// <param name="Pass">Every check passed.</param>
/// <param name="Checks">Row-level and KPI comparisons.</param>
/// <param name="Faults">Injected faults by kind.</param>
public sealed record Verification(bool Pass, IReadOnlyList<ScoreCheck> Checks, IReadOnlyList<FaultBalance> Faults);
