using System.Diagnostics;
using Xunit;

namespace Waybill.IntegrationTests.Live;

/// <summary>What a <c>waybill live</c> leaves in its workspace.</summary>
internal static class Watched
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static long LandedReadings(string workspace) =>
        Directory.EnumerateFiles(Path.Combine(workspace, "landing", "telemetry"), "*.jsonl", SearchOption.AllDirectories).Sum(f => File.ReadLines(f).LongCount());

    /// <summary>Changes of alerts that were said, once <c>waybill live</c> has ended.</summary>
    public static long LoggedChanges(string workspace) => Alerts(workspace).Sum(f => File.ReadLines(f.FullName).LongCount());

    /// <summary>Bytes of the changes that were said so far; the file that grows is its writer's alone, and not to be opened.</summary>
    public static long LoggedBytes(string workspace) => Alerts(workspace).Sum(f => f.Length);

    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < Patience, $"Waited in vain until {what}.");
            await Task.Delay(100);
        }
    }

    private static FileInfo[] Alerts(string workspace) =>
        new DirectoryInfo(Path.Combine(workspace, "landing", "alerts")) is { Exists: true } folder ? folder.GetFiles("*", SearchOption.AllDirectories) : [];
}
