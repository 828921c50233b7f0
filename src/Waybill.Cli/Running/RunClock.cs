using Waybill.Cli.Simulate;
using Waybill.Cli.Workspaces;

namespace Waybill.Cli.Running;

/// <summary>
/// The clock that a run writes into the lake: the world's (the time of the last drop) where the world made the data, so that the
/// lake is the same to the byte every time; the wall clock elsewhere.
/// </summary>
internal static class RunClock
{
    /// <summary>µs since 1970 UTC.</summary>
    public static long Of(Workspace workspace) => WorldClock(workspace) ?? SystemClock.UtcMicros;

    private static long? WorldClock(Workspace workspace) => SimulateJob.WorldTime(workspace.Root) is { } time
        ? (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
        : null;
}
