using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Commits;

public sealed class MergeTests
{
    private static readonly TableDefinition Definition = TableDefinition.Of(("id", PrimitiveType.Text, false), ("v", PrimitiveType.Int, false));

    [Fact]
    public void The_same_rows_again_make_no_snapshot()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", Definition), "select 'k' || i as id, i::integer as v from range(100) r(i)");
        var tx = table.Begin(lake.Stamp());

        var result = tx.ReplaceByKey(lake.Sql, "select 'k' || i as id, i::integer as v from range(20) r(i)", ["id"], "select 'k' || i as id from range(20) r(i)");
        var commit = tx.Commit();

        Assert.Equal(new MergeResult(0, 0, 20, 1, 0, 0), result);
        Assert.False(commit.Changed);
        Assert.Equal(table.State.Version, lake.Catalog.Load(table.Id).State.Version);
    }

    [Fact]
    public void Properties_are_kept_even_when_no_row_changed()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", Definition), "select 'a' as id, 1 as v");
        var tx = table.Begin(lake.Stamp());
        tx.ReplaceByKey(lake.Sql, "select 'a' as id, 1 as v", ["id"], "select 'a' as id");

        var commit = tx.SetProperty("files", "f1").Commit();

        Assert.True(commit.Changed);
        Assert.Null(commit.SnapshotId);
        Assert.Equal("f1", lake.Catalog.Load(table.Id).Properties["files"]);
        Assert.False(commit.Table.Begin(lake.Stamp()).SetProperty("files", "f1").Commit().Changed);
    }

    [Fact]
    public void Only_files_that_can_hold_a_key_are_read()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", Definition);
        for (var day = 1; day <= 20; day++)
        {
            table = lake.Append(table, $"select '2026{day:00}-' || i as id, i::integer as v from range(50) r(i)");
        }

        var tx = table.Begin(lake.Stamp());
        var result = tx.ReplaceByKey(
            lake.Sql, "select '202620-7' as id, -1 as v union all select '202602-3', -1", ["id"], "select unnest(['202620-7', '202602-3', '202609-x']) as id");

        Assert.Equal(2, result.CandidateFiles); // not the eighteen between the oldest and the newest key
        Assert.Equal(2, result.Deleted);
        Assert.Equal(1000, lake.Long($"select count(*) from {tx.Commit().Table.ToSql()}"));
    }

    [Fact, Long]
    public void Modes_rewrite_or_delete_as_they_say()
    {
        using var lake = new TempLake();
        foreach (var (mode, changed, rewritten, deletes) in new[]
        {
            (MergeMode.CopyOnWrite, 1, 1, 0), (MergeMode.MergeOnRead, 1, 0, 1), (MergeMode.Adaptive, 1, 0, 1), (MergeMode.Adaptive, 33, 0, 1), (MergeMode.Adaptive, 34, 1, 0), (MergeMode.MergeOnRead, 100, 1, 0),
        })
        {
            var table = lake.Append(lake.Create($"t{mode}{changed}", Definition), "select 'k' || i as id, 0 as v from range(100) r(i)");
            var tx = table.Begin(lake.Stamp());

            var result = tx.ReplaceByKey(lake.Sql, $"select 'k' || i as id, 1 as v from range({changed}) r(i)", ["id"], $"select 'k' || i as id from range({changed}) r(i)", new MergeOptions { Mode = mode });
            table = tx.Commit().Table;

            Assert.Equal((rewritten, deletes), (result.RewrittenFiles, result.DeleteFiles));
            Assert.Equal(changed, lake.Long($"select sum(v)::bigint from {table.ToSql()}"));
            Assert.Equal(100, lake.Long($"select count(*) from {table.ToSql()}"));
        }
    }

    [Fact]
    public void A_file_has_one_delete_file_however_often_it_loses_rows_until_it_is_rewritten()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", Definition), "select 'k' || i as id, 0 as v from range(10) r(i)");
        var deleteFiles = new List<long>();
        for (var i = 0; i < 10; i++)
        {
            var tx = table.Begin(lake.Stamp());
            tx.DeleteRows(lake.Sql, [ColumnFilter.Equal("id", $"k{i}")]);
            table = tx.Commit().Table;
            deleteFiles.Add(table.CurrentSnapshot?.Count("total-delete-files") ?? -1);
            Assert.Equal(9 - i, lake.Long($"select count(*) from {table.ToSql()}"));
        }

        Assert.Equal([1, 1, 1, 0, 1, 1, 0, 1, 0, 0], deleteFiles);
        Assert.Equal(0, table.CurrentSnapshot?.Count("total-data-files"));
        Assert.Equal("delete", table.CurrentSnapshot?.Operation);
    }

    [Fact]
    public void Eight_small_files_become_one_with_the_next_merge_that_changes_something()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", Definition), "select md5(i::varchar) as id, i::integer as v from range(20000) r(i)");
        for (var i = 0; i < 8; i++)
        {
            table = lake.Append(table, $"select 'k{i}' as id, {i} as v");
        }

        var same = table.Begin(lake.Stamp());
        same.ReplaceByKey(lake.Sql, "select 'k1' as id, 1 as v", ["id"], "select 'k1' as id");
        Assert.False(same.Commit().Changed);

        var tx = table.Begin(lake.Stamp());
        var result = tx.ReplaceByKey(lake.Sql, "select 'k1' as id, -1 as v", ["id"], "select 'k1' as id");
        var after = tx.Commit().Table;

        Assert.Equal((1, 1, 8, 0), (result.Inserted, result.Deleted, result.RewrittenFiles, result.DeleteFiles));
        Assert.Equal(2, after.CurrentSnapshot?.Count("total-data-files"));
        Assert.Equal("k0=0 k1=-1 k2=2 k3=3 k4=4 k5=5 k6=6 k7=7", lake.Sql.Scalar<string>($"select string_agg(id || '=' || v, ' ' order by id) from {after.ToSql()} where id like 'k%'"));
        Assert.Equal(20_008, lake.Long($"select count(*) from {after.ToSql()}"));
        var changes = after.Changes(table.CurrentSnapshotId, after.CurrentSnapshotId);
        Assert.Equal("k1=-1", lake.Sql.Scalar<string>($"select string_agg(id || '=' || v, ' ') from {changes.AddedSql}")); // those that moved did not change
        Assert.Equal("k1=1", lake.Sql.Scalar<string>($"select string_agg(id || '=' || v, ' ') from {changes.RemovedSql}"));
    }

    [Fact]
    public void A_table_that_is_merged_into_again_and_again_keeps_few_files()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", Definition);
        var expected = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var most = 0L;
        for (var run = 0; run < 40; run++)
        {
            var (old, one) = ($"k{run * 7 % (run + 1):00}", $"k{run:00}");
            (expected[old], expected[one]) = (run, run);
            var tx = table.Begin(lake.Stamp());
            tx.ReplaceByKey(lake.Sql, $"select distinct unnest(['{old}', '{one}']) as id, {run} as v", ["id"], $"select unnest(['{old}', '{one}']) as id");
            table = tx.Commit().Table;
            most = Math.Max(most, table.CurrentSnapshot?.Count("total-data-files") ?? 0);
        }

        Assert.InRange(most, 2, 8);
        Assert.Equal(string.Join(' ', expected.Select(e => $"{e.Key}={e.Value}")), lake.Sql.Scalar<string>($"select string_agg(id || '=' || v, ' ' order by id) from {table.ToSql()}"));
    }

    [Fact]
    public void Rows_that_are_hit_here_and_there_in_a_large_file_are_all_found()
    {
        using var lake = new TempLake();
        // Five row groups; keys lie in the first, at both sides of a border, and in the last; one between bounds is nowhere.
        var table = lake.Append(lake.Create("t", Definition), "select format('{:07d}', 2 * i) as id, i::integer as v from range(500000) r(i) order by i");
        string[] keys = ["0000000", "0245758", "0245760", "0999998", "0600001"];
        var staged = string.Join(" union all ", keys.Select((k, i) => $"select '{k}' as id, {-i - 1} as v"));
        var tx = table.Begin(lake.Stamp());

        var result = tx.ReplaceByKey(lake.Sql, staged, ["id"], $"select id from ({staged})", new MergeOptions { Mode = MergeMode.MergeOnRead });
        var after = tx.Commit().Table;

        Assert.Equal((5, 4), (result.Inserted, result.Deleted));
        var changes = after.Changes(table.CurrentSnapshotId, after.CurrentSnapshotId);
        Assert.Equal("0000000=0 0245758=122879 0245760=122880 0999998=499999", lake.Sql.Scalar<string>($"select string_agg(id || '=' || v, ' ' order by id) from {changes.RemovedSql}"));
        Assert.Equal(500_001, lake.Long($"select count(*) from {after.ToSql()}"));
    }

    [Fact]
    public void Small_files_in_a_format_that_is_not_read_stay_as_they_are()
    {
        using var lake = new TempLake();
        lake.ExpectDamage();
        var table = lake.Create("t", Definition);
        for (var i = 0; i < 8; i++)
        {
            var file = table.NewWriter(lake.Stamp()).Write(lake.Sql, $"select 'k{i}' as id, {i} as v").Single();
            table = table.Begin(lake.Stamp()).AddForeignFile(file with { FileFormat = "AVRO" }).Commit().Table;
        }

        var tx = table.Begin(lake.Stamp());
        var result = tx.ReplaceByKey(lake.Sql, "select 'z' as id, 0 as v", ["id"], "select 'z' as id");

        Assert.Equal((1, 0), (result.Inserted, result.RewrittenFiles));
        Assert.Equal(9, tx.Commit().Table.CurrentSnapshot?.Count("total-data-files"));
    }

    [Fact]
    public void Small_files_are_counted_by_partition()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", Definition with { Spec = PartitionSpec.Build(Definition.Schema, ("v", Transform.Identity)) });
        for (var i = 0; i < 8; i++)
        {
            table = lake.Append(table, $"select 'k{i}' as id, {(i < 7 ? 0 : 1)} as v");
        }

        var few = table.Begin(lake.Stamp()).ReplaceByKey(lake.Sql, "select 'k8' as id, 0 as v", ["id"], "select 'k8' as id");
        table = lake.Append(table, "select 'k9' as id, 0 as v");
        var many = table.Begin(lake.Stamp()).ReplaceByKey(lake.Sql, "select 'k8' as id, 1 as v", ["id"], "select 'k8' as id");

        Assert.Equal((0, 8), (few.RewrittenFiles, many.RewrittenFiles));
    }

    [Fact]
    public void A_staged_row_whose_key_is_not_replaced_is_refused()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", Definition), "select 'a' as id, 1 as v");

        var error = Assert.Throws<LakeException>(() => table.Begin(lake.Stamp()).ReplaceByKey(lake.Sql, "select 'b' as id, 1 as v", ["id"], "select 'a' as id"));

        Assert.Equal(LakeErrorKind.BadInput, error.Kind);
        Assert.Contains("1 staged rows", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", "select 1::bigint as id", LakeErrorKind.BadData)]
    [InlineData("nothing", "select 'a' as nothing", LakeErrorKind.BadInput)]
    public void Wrong_keys_are_named(string key, string changed, LakeErrorKind kind)
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", Definition), "select 'a' as id, 1 as v");

        var error = Assert.Throws<LakeException>(() => table.Begin(lake.Stamp()).ReplaceByKey(lake.Sql, "select 'a' as id, 1 as v", [key], changed));

        Assert.Equal(kind, error.Kind);
        Assert.Contains($"'{key}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_row_change_a_transaction_and_one_commit()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", Definition);
        var tx = table.Begin(lake.Stamp());
        tx.ReplaceByKey(lake.Sql, "select 'a' as id, 1 as v", ["id"], "select 'a' as id");

        Assert.Throws<LakeException>(() => tx.DeleteRows(lake.Sql, []));
        tx.Commit();
        Assert.Throws<LakeException>(() => tx.Commit());
    }

    [Fact]
    public void Without_filters_all_rows_are_deleted()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", Definition), "select 'k' || i as id, 0 as v from range(10) r(i)");
        var tx = table.Begin(lake.Stamp());

        Assert.Equal(10, tx.DeleteRows(lake.Sql, []).Deleted);
        Assert.Empty(tx.Commit().Table.Scan().Files);
    }

    [Fact]
    public void Partitions_are_overwritten_and_the_others_stay()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", Definition with { Spec = PartitionSpec.Build(Definition.Schema, ("id", Transform.Truncate(1))) });
        table = lake.Append(table, "select unnest(['a1', 'a2', 'b1', 'c1']) as id, 0 as v");
        var tx = table.Begin(lake.Stamp());

        table = tx.OverwritePartitions(tx.NewWriter().Write(lake.Sql, "select unnest(['a9', 'd1']) as id, 1 as v")).Commit().Table;

        Assert.Equal(["a9", "b1", "c1", "d1"], lake.Sql.List<string>($"select id from {table.ToSql()} order by id"));
    }

    [Fact]
    public void The_rows_that_come_and_go_are_kept_for_whoever_asks()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", Definition), "select 'k' || i as id, i::integer as v from range(10) r(i)");

        table.Begin(lake.Stamp()).ReplaceByKey(
            lake.Sql, "select 'k1' as id, 1 as v union all select 'k2', 20 union all select 'k77', 77", ["id"],
            "select unnest(['k1', 'k2', 'k3', 'k77']) as id", new MergeOptions { ChangesTable = "kept" });

        Assert.Equal(
            ["k2 2 false", "k2 20 true", "k3 3 false", "k77 77 true"],
            lake.Sql.List<string>($"select id || ' ' || v || ' ' || {MergeOptions.IsAdded} from kept order by all"));
        lake.Run("drop table kept");
    }

    [Fact]
    public void The_first_rows_of_a_table_are_kept_too()
    {
        using var lake = new TempLake();

        lake.Create("t", Definition).Begin(lake.Stamp()).ReplaceByKey(
            lake.Sql, "select 'a' as id, 1 as v", ["id"], "select 'a' as id", new MergeOptions { ChangesTable = "kept" });

        Assert.Equal(["a 1 true"], lake.Sql.List<string>($"select id || ' ' || v || ' ' || {MergeOptions.IsAdded} from kept"));
        lake.Run("drop table kept");
    }

    [Fact]
    public void A_scan_by_keys_leaves_out_files_between_whose_bounds_no_key_lies()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", Definition);
        for (var day = 1; day <= 9; day++)
        {
            table = lake.Append(table, $"select '2026{day:00}-' || i as id, {day} as v from range(50) r(i)");
        }

        var scan = table.ScanKeys(lake.Sql, ["select unnest(['202602-3', '202609-x', '202609-1']) as id", "select 5 as v"]);

        Assert.Equal(3, scan.Files.Count);
        Assert.Equal(150, lake.Long($"select count(*) from {scan.ToSql()}"));
        Assert.Empty(table.ScanKeys(lake.Sql, ["select null::varchar as id where false"]).Files);
        Assert.Throws<LakeException>(() => table.ScanKeys(lake.Sql, ["select 1 as id"]));
    }

    [Fact]
    public void A_scan_by_keys_of_several_columns_finds_the_rows_of_each()
    {
        using var lake = new TempLake();
        var definition = TableDefinition.Of(("id", PrimitiveType.Int, false), ("v", PrimitiveType.Int, false));
        var table = lake.Append(lake.Create("t", definition), "select i::integer as id, -i::integer as v from range(400000) r(i) order by i");

        var scan = table.ScanKeys(lake.Sql, ["select 7 as id", "select -399999 as v"]);

        Assert.Equal(2, lake.Long($"select count(*) from {scan.ToSql()} where id = 7 or v = -399999"));
    }

    [Fact]
    public void Temporary_tables_are_gone_after_merges_that_worked_and_that_failed()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", Definition), "select 'a' as id, 1 as v");
        table.Begin(lake.Stamp()).ReplaceByKey(lake.Sql, "select 'a' as id, 2 as v", ["id"], "select 'a' as id");
        Assert.Throws<LakeException>(() => table.Begin(lake.Stamp()).ReplaceByKey(lake.Sql, "select 'b' as id, 1 as v", ["id"], "select 'a' as id"));

        Assert.Equal(0, lake.Long("select count(*) from duckdb_tables()"));
    }
}
