using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Catalog;

public sealed class ConflictTests
{
    private static readonly TableDefinition TwoColumns = TableDefinition.Of(("id", PrimitiveType.Long, false), ("v", PrimitiveType.Int, false));

    [Fact]
    public void Of_two_commits_on_one_version_exactly_one_wins()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TwoColumns);
        var wins = 0;

        Parallel.For(0, 8, i =>
        {
            try
            {
                table.Catalog.Commit(table.State, table.Metadata with { Properties = table.Metadata.Properties.SetItem("winner", $"{i}"), LastUpdatedMs = table.Metadata.LastUpdatedMs + 1 });
                Interlocked.Increment(ref wins);
            }
            catch (LakeException e) when (e.Kind == LakeErrorKind.Conflict)
            {
            }
        });

        Assert.Equal(1, wins);
        Assert.Equal(2, lake.Catalog.Load(table.Id).State.Version);
    }

    [Fact]
    public void Appends_of_many_writers_all_arrive()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TwoColumns with { Properties = new Dictionary<string, string> { [TableProperties.CommitRetries] = "100" } });

        Parallel.For(0, 4, writer =>
        {
            using var connection = lake.Connect();
            for (var i = 0; i < 5; i++)
            {
                var current = new DirectoryCatalog(lake.Root).Load(table.Id);
                var tx = current.Begin(new CommitStamp(1_800_000_000_000, $"{writer}-{i}"));
                tx.Append(tx.NewWriter().Write(connection, $"select {writer}::bigint as id, {i} as v")).Commit();
            }
        });

        table = lake.Catalog.Load(table.Id);
        Assert.Equal(20, lake.Long($"select count(distinct (id, v)) from {table.ToSql()}"));
        Assert.Equal(20, table.Snapshots.Count);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), table.Snapshots.Select(s => s.SequenceNumber));
    }

    [Fact]
    public void An_append_that_lost_is_put_on_top_and_keeps_the_others_rows()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", TwoColumns), "select 1::bigint as id, 1 as v");
        var slow = table.Begin(lake.Stamp());
        slow.Append(slow.NewWriter().Write(lake.Sql, "select 2::bigint as id, 2 as v"));
        lake.Append(table, "select 3::bigint as id, 3 as v");

        var result = slow.Commit();

        Assert.Equal(["(1, 1)", "(2, 2)", "(3, 3)"], Tuples(lake, result.Table));
        Assert.Equal(3, result.Table.CurrentSnapshot?.Count("total-records"));
    }

    [Fact]
    public void A_merge_whose_file_was_replaced_is_a_conflict_and_changes_nothing()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", TwoColumns), "select id, 1 as v from range(10) r(id)");
        foreach (var mode in Enum.GetValues<MergeMode>())
        {
            var slow = table.Begin(lake.Stamp());
            slow.ReplaceByKey(lake.Sql, "select 5::bigint as id, 2 as v", ["id"], "select 5::bigint as id", new MergeOptions { Mode = mode });
            var fast = table.Begin(lake.Stamp());
            fast.ReplaceByKey(lake.Sql, $"select 6::bigint as id, {10 + (int)mode} as v", ["id"], "select 6::bigint as id", new MergeOptions { Mode = MergeMode.CopyOnWrite });
            var winner = fast.Commit().Table;

            var error = Assert.Throws<LakeException>(() => slow.Commit());

            Assert.Equal(LakeErrorKind.Conflict, error.Kind);
            Assert.True(error.IsRetryable);
            Assert.Equal(winner.CurrentSnapshotId, lake.Catalog.Load(table.Id).CurrentSnapshotId);
            table = lake.Catalog.Load(table.Id);
        }
    }

    [Fact]
    public void A_merge_conflicts_with_new_rows_of_its_keys_and_not_with_others()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", TwoColumns), "select id, 1 as v from range(10) r(id)");
        LakeTransaction Merge()
        {
            var tx = table.Begin(lake.Stamp());
            tx.ReplaceByKey(lake.Sql, "select 5::bigint as id, 2 as v", ["id"], "select 5::bigint as id");
            return tx;
        }

        var beside = Merge();
        table = lake.Append(table, "select 50::bigint as id, 1 as v");
        Assert.True(beside.Commit().Changed);

        table = lake.Catalog.Load(table.Id);
        var onTop = Merge();
        Assert.False(onTop.Commit().Changed);

        var tx = table.Begin(lake.Stamp());
        tx.ReplaceByKey(lake.Sql, "select 5::bigint as id, 3 as v", ["id"], "select 5::bigint as id");
        lake.Append(table, "select 5::bigint as id, 9 as v");
        Assert.Equal(LakeErrorKind.Conflict, Assert.Throws<LakeException>(() => tx.Commit()).Kind);
    }

    [Fact]
    public void Two_merges_that_delete_from_one_file_conflict()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", TwoColumns), "select id, 1 as v from range(10) r(id)");
        var first = table.Begin(lake.Stamp());
        first.DeleteRows(lake.Sql, [ColumnFilter.Equal("id", 1)], new MergeOptions { Mode = MergeMode.MergeOnRead });
        var second = table.Begin(lake.Stamp());
        second.DeleteRows(lake.Sql, [ColumnFilter.Equal("id", 2)], new MergeOptions { Mode = MergeMode.MergeOnRead });
        first.Commit();

        Assert.Equal(LakeErrorKind.Conflict, Assert.Throws<LakeException>(() => second.Commit()).Kind);
    }

    [Fact]
    public void Overwrites_and_schema_changes_do_not_go_over_the_head_of_others()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", TwoColumns), "select 1::bigint as id, 1 as v");
        var overwrite = table.Begin(lake.Stamp());
        overwrite.Overwrite(overwrite.NewWriter().Write(lake.Sql, "select 2::bigint as id, 2 as v"));
        var evolve = table.Begin(lake.Stamp()).EvolveSchema(s => s.Add("a", PrimitiveType.Int));
        var guarded = table.Begin(lake.Stamp()).SetProperty("seen", "1").RequireUnchangedTable();
        var property = table.Begin(lake.Stamp()).SetProperty("free", "1");
        table = lake.Append(table, "select 3::bigint as id, 3 as v");
        table = table.Begin(lake.Stamp()).EvolveSchema(s => s.Add("b", PrimitiveType.Int)).Commit().Table;

        Assert.Throws<LakeException>(() => overwrite.Commit());
        Assert.Throws<LakeException>(() => evolve.Commit());
        Assert.Throws<LakeException>(() => guarded.Commit());
        Assert.True(property.Commit().Changed);
        Assert.Equal(2, lake.Long($"select count(*) from {lake.Catalog.Load(table.Id).ToSql()}"));
    }

    [Fact]
    public void A_stamp_that_was_used_for_the_same_rows_is_refused_instead_of_doubling_them()
    {
        using var lake = new TempLake();
        var stamp = lake.Stamp();
        var table = lake.Create("t", TwoColumns);
        lake.Append(table, "select 1::bigint as id, 1 as v", stamp);

        var error = Assert.Throws<LakeException>(() => lake.Append(table.Refresh(), "select 1::bigint as id, 1 as v", stamp));

        Assert.Contains("IdSeed", error.Advice, StringComparison.Ordinal);
        lake.Append(table.Refresh(), "select 2::bigint as id, 1 as v", stamp); // other rows, other file
        Assert.Equal(2, lake.Long($"select count(*) from {table.Refresh().ToSql()}"));
    }

    private static string[] Tuples(TempLake lake, LakeTable table) =>
        lake.Sql.List<string>($"select '(' || id || ', ' || v || ')' from {table.ToSql()} order by all").ToArray();
}
