using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Commits;

public sealed class HistoryTests
{
    private static readonly TableDefinition OneColumn = TableDefinition.Of(("id", PrimitiveType.Long, false));

    [Fact]
    public void Every_snapshot_can_be_read_by_id_and_by_time()
    {
        using var lake = new TempLake();
        var table = Grow(lake, 4);

        var history = table.History();

        Assert.Equal(4, history.Count);
        Assert.All(history, h => Assert.True(h.IsCurrentAncestor));
        Assert.Equal(history.Select(h => (long?)h.SnapshotId).Take(3).Prepend(null), history.Select(h => h.ParentSnapshotId));
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(i + 1, Count(lake, table, new ScanOptions { SnapshotId = history[i].SnapshotId }));
            Assert.Equal(i + 1, Count(lake, table, new ScanOptions { AsOfMs = history[i].TimestampMs }));
            Assert.Equal(i, Count(lake, table, new ScanOptions { AsOfMs = history[i].TimestampMs - 1 }));
        }

        Assert.Equal(LakeErrorKind.NotFound, Assert.Throws<LakeException>(() => table.Scan(new ScanOptions { SnapshotId = 1 })).Kind);
        Assert.Equal(LakeErrorKind.BadInput, Assert.Throws<LakeException>(() => table.Scan(new ScanOptions { SnapshotId = 1, AsOfMs = 1 })).Kind);
    }

    [Fact]
    public void Time_only_moves_forward_whatever_the_stamp_says()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", OneColumn), "select 1::bigint as id", new CommitStamp(5_000_000_000_000, "future"));

        table = lake.Append(table, "select 2::bigint as id", new CommitStamp(1_000, "past"));

        Assert.Equal([5_000_000_000_000, 5_000_000_000_001], table.Snapshots.Select(s => s.TimestampMs));
    }

    [Fact]
    public void Ids_stay_below_two_to_the_53_and_follow_from_the_stamps()
    {
        using var lake = new TempLake();
        using var other = new TempLake();

        var ids = Grow(lake, 5).Snapshots.Select(s => s.SnapshotId).ToArray();

        Assert.All(ids, id => Assert.InRange(id, 1, (1L << 53) - 1));
        Assert.Equal(ids, Grow(other, 5).Snapshots.Select(s => s.SnapshotId));
    }

    [Fact]
    public void Expired_snapshots_are_gone_with_the_files_that_only_they_needed()
    {
        using var lake = new TempLake();
        var table = Grow(lake, 3);
        var tx = table.Begin(lake.Stamp());
        tx.DeleteRows(lake.Sql, [ColumnFilter.Equal("id", 0)]);
        table = tx.Commit().Table;
        var first = table.Snapshots[0];

        var result = table.ExpireSnapshots(new ExpireOptions(long.MaxValue) { KeepLast = 2 }, lake.Stamp());

        Assert.Equal(2, result.Snapshots.Count);
        Assert.Equal(2, result.Table.Snapshots.Count);
        Assert.Equal(2, lake.Long($"select count(*) from {result.Table.ToSql()}"));
        Assert.Equal(3, Count(lake, result.Table, new ScanOptions { SnapshotId = result.Table.Snapshots[0].SnapshotId }));
        Assert.Equal(LakeErrorKind.NotFound, Assert.Throws<LakeException>(() => result.Table.Scan(new ScanOptions { AsOfMs = first.TimestampMs })).Kind);
        Assert.Empty(result.Table.RemoveOrphans(notModifiedSince: null));

        var last = result.Table.ExpireSnapshots(new ExpireOptions(long.MaxValue), lake.Stamp());
        Assert.Equal(2, Directory.GetFiles(Path.Combine(lake.Root, "silver", "t", "data")).Length); // the deleted row's file is gone
        Assert.Equal(2, lake.Long($"select count(*) from {last.Table.ToSql()}"));
        Assert.Empty(last.Table.ExpireSnapshots(new ExpireOptions(long.MaxValue), lake.Stamp()).Snapshots);
    }

    [Fact]
    public void Young_snapshots_do_not_expire()
    {
        using var lake = new TempLake();
        var table = Grow(lake, 4);

        var result = table.ExpireSnapshots(new ExpireOptions(table.Snapshots[2].TimestampMs), lake.Stamp());

        Assert.Equal(table.Snapshots.Skip(2).Select(s => s.SnapshotId), result.Table.Snapshots.Select(s => s.SnapshotId));
    }

    [Fact]
    public void Snapshots_that_somebody_goes_on_from_stay_with_their_files()
    {
        using var lake = new TempLake();
        var table = Grow(lake, 4);
        var used = table.Snapshots[1].SnapshotId;

        var result = table.ExpireSnapshots(new ExpireOptions(long.MaxValue) { InUse = new HashSet<long> { used, 7 } }, lake.Stamp());

        Assert.Equal([used, table.CurrentSnapshotId!.Value], result.Table.Snapshots.Select(s => s.SnapshotId));
        Assert.Equal(2, Count(lake, result.Table, new ScanOptions { SnapshotId = used }));
        Assert.Equal(4, lake.Long($"select count(*) from {result.Table.ToSql()}"));
    }

    [Fact]
    public void A_dry_run_tells_what_would_go_and_changes_nothing()
    {
        using var lake = new TempLake();
        var table = Grow(lake, 3);
        var before = Bytes(lake);

        var told = table.ExpireSnapshots(new ExpireOptions(long.MaxValue) { IsDryRun = true }, lake.Stamp());

        Assert.Equal(before, Bytes(lake));
        var done = lake.Catalog.Load(table.Id).ExpireSnapshots(new ExpireOptions(long.MaxValue), lake.Stamp());
        Assert.Equal((told.Snapshots.Count, told.Files, told.Bytes), (done.Snapshots.Count, done.Files, done.Bytes));
        Assert.Equal(2, told.Snapshots.Count);
        var added = Bytes(lake).Keys.Except(before.Keys).Sum(path => Bytes(lake)[path]);
        Assert.Equal(before.Values.Sum() - told.Bytes + added, Bytes(lake).Values.Sum());
    }

    [Fact]
    public void Orphans_are_removed_and_nothing_else()
    {
        using var lake = new TempLake();
        var table = Grow(lake, 2);
        var unused = table.NewWriter(lake.Stamp()).Write(lake.Sql, "select 9::bigint as id");
        var metadata = Path.Combine(lake.Root, "silver", "t", "metadata");
        File.WriteAllText(Path.Combine(metadata, ".tmp-1-1"), "left over");

        Assert.Empty(table.RemoveOrphans(DateTime.UnixEpoch));
        var removed = table.RemoveOrphans(notModifiedSince: null);

        Assert.Equal(2, removed.Count);
        Assert.Contains(removed, path => path.EndsWith(unused[0].FilePath[(unused[0].FilePath.LastIndexOf('/') + 1)..], StringComparison.Ordinal));
        Assert.Equal("2", lake.Long($"select count(*) from {lake.Catalog.Load(table.Id).ToSql()}").ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact, Long]
    public void Three_hundred_commits_leave_few_manifests_and_no_row_is_lost()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", OneColumn with { Spec = PartitionSpec.Build(OneColumn.Schema, ("id", Transform.Truncate(100))) });
        var file = table.NewWriter(lake.Stamp()).Write(lake.Sql, "select 1::bigint as id")[0];
        for (var i = 0; i < 300; i++)
        {
            var name = $"{file.FilePath}-{i}";
            File.Copy(Waybill.Lake.Io.Locations.ToPath(file.FilePath), Waybill.Lake.Io.Locations.ToPath(name));
            table = table.Begin(lake.Stamp()).Append([file with { FilePath = name }]).Commit().Table;
        }

        var manifests = table.Reader.Manifests(table.CurrentSnapshot);
        Assert.InRange(manifests.Count, 1, 40);
        Assert.Equal(300, manifests.Sum(m => m.LiveFiles));
        Assert.Equal(300, lake.Long($"select count(*) from {table.ToSql()}"));
        var expired = table.ExpireSnapshots(new ExpireOptions(long.MaxValue) { KeepLast = 3 }, lake.Stamp());
        Assert.Equal(300, lake.Long($"select count(*) from {expired.Table.ToSql()}"));
    }

    private static SortedDictionary<string, long> Bytes(TempLake lake) =>
        new(Directory.GetFiles(lake.Root, "*.parquet", SearchOption.AllDirectories).Concat(Directory.GetFiles(lake.Root, "*.avro", SearchOption.AllDirectories))
            .ToDictionary(path => path, path => new FileInfo(path).Length), StringComparer.Ordinal);

    private static LakeTable Grow(TempLake lake, int commits)
    {
        var table = lake.Create("t", OneColumn);
        for (var i = 0; i < commits; i++)
        {
            table = lake.Append(table, $"select {i}::bigint as id");
        }

        return table;
    }

    private static long Count(TempLake lake, LakeTable table, ScanOptions options) =>
        lake.Long($"select count(*) from {table.Scan(options).ToSql()}");
}
