using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Commits;

public sealed class CompactTests
{
    private const long Any = long.MaxValue;

    private static readonly TableDefinition Definition = TableDefinition.Of(("id", PrimitiveType.Text, false), ("v", PrimitiveType.Int, false));

    [Fact]
    public void Small_files_become_one_with_the_same_rows_and_without_deleted_ones()
    {
        using var lake = new TempLake();
        var before = Grow(lake, Definition);
        Assert.Equal(5, before.Scan().Files.Count);
        Assert.NotEqual("0", before.CurrentSnapshot!.Summary["total-position-deletes"]);

        var after = Compact(lake, before, "v desc, id", out var replaced);

        Assert.Equal(5, replaced);
        var file = Assert.Single(after.Scan().Files);
        Assert.Equal(("0", "0", "replace"), (after.CurrentSnapshot!.Summary["total-position-deletes"], after.CurrentSnapshot.Summary["total-delete-files"], after.CurrentSnapshot.Operation));
        Assert.Equal(lake.Rows(before.ToSql()), lake.Rows(after.ToSql()));
        Assert.Equal(file.RecordCount, lake.Long($"select count(*) from {after.ToSql()}"));
        Assert.Equal(
            lake.Sql.List<string>($"select id from {after.ToSql()} order by v desc, id"),
            lake.Sql.List<string>($"select id from {after.ToSql()}"));
        Assert.Equal(lake.Rows(before.ToSql()), lake.Rows(after.Scan(new ScanOptions { SnapshotId = before.CurrentSnapshotId }).ToSql()));
    }

    [Fact]
    public void Whoever_follows_the_table_sees_no_difference()
    {
        using var lake = new TempLake();
        var before = Grow(lake, Definition);

        var after = lake.Append(Compact(lake, before, null, out _), "select 'new' as id, 1 as v, null::bigint as w");

        var changes = after.Changes(before.CurrentSnapshotId, after.CurrentSnapshotId);
        Assert.Equal(["new"], lake.Sql.List<string>($"select id from {changes.AddedSql}"));
        Assert.Empty(lake.Rows(changes.RemovedSql));
    }

    [Fact]
    public void Partitions_stay_apart_and_files_that_are_large_or_alone_stay_as_they_are()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", Definition with { Spec = PartitionSpec.Build(Definition.Schema, ("id", Transform.Truncate(1))) });
        table = lake.Append(table, "select 'a' || i as id, i::integer as v from range(100000) r(i)");
        table = lake.Append(table, "select unnest(['a1', 'b1', 'c1']) as id, 0 as v");
        table = lake.Append(table, "select unnest(['a2', 'b2']) as id, 0 as v");
        var alone = table.Scan().Files.Single(f => (string?)f.Partition[0] == "c").FilePath;
        var large = table.Scan().Files.MaxBy(f => f.FileSizeInBytes)!;

        var after = Compact(lake, table, "id, v", large.FileSizeInBytes, out var replaced);

        Assert.Equal(4, replaced);
        Assert.Equal(["a", "a", "b", "c"], after.Scan().Files.Select(f => (string?)f.Partition[0]).Order(StringComparer.Ordinal));
        Assert.Contains(after.Scan().Files, f => f.FilePath == alone);
        Assert.Contains(after.Scan().Files, f => f.FilePath == large.FilePath);
        Assert.Equal(lake.Rows(table.ToSql()), lake.Rows(after.ToSql()));
        Assert.Equal(after.CurrentSnapshotId, Compact(lake, after, "id, v", large.FileSizeInBytes, out var again).CurrentSnapshotId);
        Assert.Equal(0, again);
    }

    [Fact]
    public void Rows_that_others_add_meanwhile_stay_and_rows_that_others_delete_do_not_come_back()
    {
        using var lake = new TempLake();
        var table = Grow(lake, Definition);
        var adding = Begin(lake, table);
        lake.Append(lake.Catalog.Load(table.Id), "select 'late' as id, 1 as v, null::bigint as w");

        var after = adding.Commit().Table;

        Assert.Equal(1, lake.Long($"select count(*) from {after.ToSql()} where id = 'late'"));
        after = lake.Append(after, "select 'later' as id, 1 as v, null::bigint as w");
        var deleting = Begin(lake, after);
        var other = lake.Catalog.Load(table.Id).Begin(lake.Stamp());
        other.DeleteRows(lake.Sql, [ColumnFilter.Equal("id", "late")]);
        other.Commit();
        Assert.Equal(LakeErrorKind.Conflict, Assert.Throws<LakeException>(deleting.Commit).Kind);
        Assert.Equal(0, lake.Long($"select count(*) from {lake.Catalog.Load(table.Id).ToSql()} where id = 'late'"));
    }

    private static LakeTransaction Begin(TempLake lake, LakeTable table)
    {
        var transaction = table.Begin(lake.Stamp());
        Assert.True(transaction.Compact(lake.Sql, null, Any) > 1);
        return transaction;
    }

    private static LakeTable Compact(TempLake lake, LakeTable table, string? order, out int replaced) => Compact(lake, table, order, Any, out replaced);

    private static LakeTable Compact(TempLake lake, LakeTable table, string? order, long smallBytes, out int replaced)
    {
        var transaction = table.Begin(lake.Stamp());
        replaced = transaction.Compact(lake.Sql, order, smallBytes);
        return transaction.Commit().Table;
    }

    // Files of several commits, one column younger than the first of them, and rows that went by position.
    private static LakeTable Grow(TempLake lake, TableDefinition definition)
    {
        var table = lake.Create("t", definition);
        for (var i = 0; i < 3; i++)
        {
            table = lake.Append(table, $"select 'k{i}' || j as id, j::integer as v from range(200) r(j)");
        }

        table = table.Begin(lake.Stamp()).EvolveSchema(s => s.Add("w", PrimitiveType.Long)).Commit().Table;
        table = lake.Append(table, "select 'w' || j as id, j::integer as v, j as w from range(50) r(j)");
        var transaction = table.Begin(lake.Stamp());
        transaction.ReplaceByKey(
            lake.Sql, "select 'k17' as id, -1 as v, 5::bigint as w", ["id"], "select unnest(['k17', 'k250', 'w3']) as id", new MergeOptions { Mode = MergeMode.MergeOnRead });
        return transaction.Commit().Table;
    }
}
