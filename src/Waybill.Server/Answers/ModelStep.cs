namespace Waybill.Server.Answers;

/// <summary>What one run did for a model.</summary>
/// <param name="RunId">The run.</param>
/// <param name="StartedAt">When the run started, ISO 8601 UTC.</param>
/// <param name="Step">What happened.</param>
public sealed record ModelStep(string RunId, string StartedAt, StepInfo Step);
