namespace Waybill.Server.Answers;

/// <summary>A run of the pipeline.</summary>
/// <param name="RunId">Its id; ids sort by time.</param>
/// <param name="Clock">The clock that it wrote into the lake, ISO 8601 UTC: the world's for a simulated workspace.</param>
/// <param name="StartedAt">Wall-clock start, ISO 8601 UTC.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="FullRefresh">Everything was computed anew.</param>
/// <param name="Succeeded">No model failed and nothing stopped it.</param>
/// <param name="Error">What stopped it; null when it came to its end.</param>
/// <param name="Steps">What it did for each model.</param>
public sealed record RunInfo(
    string RunId, string Clock, string StartedAt, double Seconds, bool FullRefresh, bool Succeeded, string? Error, IReadOnlyList<StepInfo> Steps);
