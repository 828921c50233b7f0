namespace Waybill.Speed.Engine;

/// <summary>What a reading did to a run that is, becomes or was an alert.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Run">The run after it.</param>
/// <param name="At">Time of the reading.</param>
internal readonly record struct RunEvent(RunEventKind Kind, Run Run, long At);
