using Waybill.Cli.Workspaces;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Pipeline.Runs;

namespace Waybill.Cli.Running;

/// <summary>Lets old snapshots of a workspace's tables go, with the files that only they needed, and what killed runs left behind.</summary>
internal sealed class ExpireJob(Workspace workspace, ExpireJobOptions options)
{
    // Somebody who writes right now has files that no metadata names yet.
    private static readonly TimeSpan Unfinished = TimeSpan.FromDays(1);

    private const long MillisecondsOfDay = 86_400_000;

    /// <summary>Keeps other writers out meanwhile.</summary>
    /// <returns>What went, or would go, table by table.</returns>
    public IReadOnlyList<ExpiredTable> Run(CancellationToken ct)
    {
        using var mine = WorkspaceLock.Take(workspace);
        var catalog = new DirectoryCatalog(workspace.Lake);
        var tables = catalog.List().Select(catalog.Load).ToList();
        var newest = tables.Max(t => t.CurrentSnapshot?.TimestampMs) ?? 0;
        var expiry = new ExpireOptions(newest - (options.KeepDays * MillisecondsOfDay))
        {
            KeepLast = options.Keep,
            InUse = ConsumedSnapshots.Of(catalog),
            IsDryRun = options.IsDryRun,
        };
        var stamp = new CommitStamp(RunClock.Of(workspace) / 1000, "expire");
        var done = new List<ExpiredTable>();
        foreach (var table in tables.Where(t => options.Tables.Count == 0 || options.Tables.Contains(t.Id.ToString())))
        {
            ct.ThrowIfCancellationRequested();
            var expired = table.ExpireSnapshots(expiry, stamp);
            var (orphans, bytes) = Orphans(expired.Table);
            done.Add(new ExpiredTable(
                table.Id.ToString(), expired.Snapshots.Count, table.Snapshots.Count - expired.Snapshots.Count, expired.Files + orphans, expired.Bytes + bytes));
        }

        return done;
    }

    private (int Files, long Bytes) Orphans(LakeTable table)
    {
        var before = SystemClock.UtcNow - Unfinished;
        try
        {
            var orphans = table.FindOrphans(before);
            var bytes = orphans.Sum(path => new FileInfo(path) is { Exists: true } file ? file.Length : 0);
            if (!options.IsDryRun)
            {
                table.RemoveOrphans(before);
            }

            return (orphans.Count, bytes);
        }
        catch (LakeException e) when (e.Kind == LakeErrorKind.Unsupported)
        {
            return (0, 0); // the lake was moved: what its metadata does not name may still be somebody's
        }
    }
}
