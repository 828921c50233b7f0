namespace Waybill.Server.Live;

/// <summary>The alerts of all trucks.</summary>
/// <param name="Open">Those that are open, newest first.</param>
/// <param name="Closed">The last 200 that are over, newest first.</param>
public sealed record LiveAlerts(IReadOnlyList<LiveAlert> Open, IReadOnlyList<LiveAlert> Closed);
