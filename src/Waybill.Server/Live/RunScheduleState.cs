namespace Waybill.Server.Live;

/// <summary>When the pipeline runs by itself.</summary>
/// <param name="Every">The pause between two runs as written, such as <c>1m</c>; null when there is a cron expression.</param>
/// <param name="Cron">The cron expression; null when there is a pause.</param>
/// <param name="Next">The next run, ISO 8601 UTC; null when none is planned.</param>
/// <param name="Last">The id of the last run; null before the first.</param>
/// <param name="Running">A run is going on.</param>
public sealed record RunScheduleState(string? Every, string? Cron, string? Next, string? Last, bool Running);
