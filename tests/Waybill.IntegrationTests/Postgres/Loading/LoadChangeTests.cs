using Waybill.Connectors.Postgres.Loading;
using Waybill.Events;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Loading;

/// <summary>What a load does when tables, keys or the server are not as they were.</summary>
public sealed class LoadChangeTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly TableDefinition Definition = TableDefinition.Of(
        ("id", PrimitiveType.Int, false), ("name", PrimitiveType.Text, false), ("price", PrimitiveType.Decimal(9, 2), false));

    [Fact]
    public async Task Columns_follow_the_lake_and_rows_stay()
    {
        using var sample = new LoadSample(server, "evolution");
        var table = sample.Lake.Append(sample.Lake.Create("t", Definition), "select 1::int as id, 'a' as name, 2.50::decimal(9, 2) as price");
        await sample.Load(LoadSample.Table(table, "id"));

        table = table.Begin(sample.Lake.Stamp()).EvolveSchema(s => s.Rename("name", "title").Widen("id", PrimitiveType.Long)
            .Widen("price", PrimitiveType.Decimal(18, 2)).Add("note", PrimitiveType.Text)).Commit().Table;
        var altered = await sample.Load(LoadSample.Table(table, "id"));
        Assert.Equal(LoadAction.UpToDate, altered.Tables[0].Action);
        Assert.Equal(0, sample.Differences(table));

        table = sample.Lake.Append(table, "select 2::bigint as id, 'b' as title, 1e9::decimal(18, 2) as price, 'n' as note");
        table = table.Begin(sample.Lake.Stamp()).EvolveSchema(s => s.Drop("title")).Commit().Table;
        var changed = await sample.Load(LoadSample.Table(table, "id"));
        Assert.Equal((LoadAction.Changes, 1), (changed.Tables[0].Action, changed.Tables[0].Inserted));
        Assert.Equal("id, price, note", sample.Loaded.Scalar("""
            select string_agg(column_name, ', ' order by ordinal_position) from information_schema.columns
            where table_schema = 'evolution' and table_name = 't'
            """));
        Assert.Equal(0, sample.Differences(table));
    }

    [Fact]
    public async Task A_column_that_a_view_of_somebody_uses_is_not_dropped_behind_its_back()
    {
        using var sample = new LoadSample(server, "viewed");
        var table = sample.Lake.Append(sample.Lake.Create("t", Definition), "select 1::int as id, 'a' as name, 2.50::decimal(9, 2) as price");
        await sample.Load(LoadSample.Table(table, "id"));
        sample.Loaded.Execute("create view public.report as select name from viewed.t");
        table = table.Begin(sample.Lake.Stamp()).EvolveSchema(s => s.Drop("name")).Commit().Table;

        var error = await Assert.ThrowsAsync<WaybillException>(() => sample.Load(LoadSample.Table(table, "id")));

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains("view report depends on column name", error.Message);
        Assert.Equal("a", sample.Loaded.Scalar("select name from public.report"));
    }

    [Fact]
    public async Task A_snapshot_that_has_expired_is_made_up_for_by_comparing_all_rows()
    {
        using var sample = new LoadSample(server, "expired");
        var table = sample.Lake.Append(sample.Lake.Create("t", Definition), "select range::int as id, 'a' as name, 2.50::decimal(9, 2) as price from range(10)");
        await sample.Load(LoadSample.Table(table, "id"));
        table = sample.Lake.Append(table, "select 10::int as id, 'b' as name, 1::decimal(9, 2) as price");
        var expired = table.ExpireSnapshots(new ExpireOptions(long.MaxValue) { KeepLast = 1 }, sample.Lake.Stamp()).Table;

        var result = await sample.Load(LoadSample.Table(expired, "id"));

        Assert.Equal((LoadAction.Whole, 1, 0, 0), Of(result.Tables[0]));
        Assert.Equal(0, sample.Differences(expired));
    }

    [Fact]
    public async Task Rows_that_somebody_else_changed_are_put_right_by_the_next_change_that_meets_them()
    {
        using var sample = new LoadSample(server, "edited");
        var table = sample.Lake.Append(sample.Lake.Create("t", Definition), "select range::int as id, 'a' as name, 2.50::decimal(9, 2) as price from range(10)");
        await sample.Load(LoadSample.Table(table, "id"));
        sample.Loaded.Execute("update edited.t set name = 'edited' where id = 3; insert into edited.t values (10, 'mine', 0)");
        table = sample.Lake.Append(table, "select 10::int as id, 'b' as name, 1::decimal(9, 2) as price");

        var result = await sample.Load(LoadSample.Table(table, "id"));

        Assert.Contains("changed by somebody else", Assert.Single(result.Notes).Message);
        Assert.Equal((LoadAction.Whole, 0, 2, 0), Of(result.Tables[0]));
        Assert.Equal(0, sample.Differences(table));
    }

    [Fact]
    public async Task A_key_that_does_not_hold_leaves_a_table_without_one_and_says_so()
    {
        using var sample = new LoadSample(server, "keyless");
        var table = sample.Lake.Append(sample.Lake.Create("t", Definition), "select range::int as id, 'a' as name, 2.50::decimal(9, 2) as price from range(3)");
        await sample.Load(LoadSample.Table(table, "id"));
        table = sample.Lake.Append(table, "select 2::int as id, 'twice' as name, 1::decimal(9, 2) as price");

        var broken = await sample.Load(LoadSample.Table(table, "id"));
        Assert.Contains("no primary key: (id)", Assert.Single(broken.Notes, n => n.IsProblem).Message);
        Assert.Equal(0, sample.Differences(table));

        table = sample.Lake.Append(table, "select null::int as id, 'nobody' as name, 1::decimal(9, 2) as price");
        await sample.Load(LoadSample.Table(table, "id"));
        Assert.Equal(0, sample.Differences(table));

        table = Replace(sample, table, "select 7::int as id, 'one' as name, 1::decimal(9, 2) as price");
        var healed = await sample.Load(fullRefresh: true, new Progress<LoadStep>(), LoadSample.Table(table, "id"));
        Assert.Empty(healed.Notes);
        Assert.Equal(0, sample.Differences(table));
    }

    [Fact]
    public async Task A_reference_that_does_not_hold_leaves_out_its_foreign_key_until_it_does()
    {
        using var sample = new LoadSample(server, "orphans");
        var dimension = sample.Lake.Append(sample.Lake.Create("dim", Definition), "select 1::int as id, 'a' as name, 0::decimal(9, 2) as price");
        var facts = sample.Lake.Append(sample.Lake.Create("facts", Definition), "select 1::int as id, 'f' as name, 0::decimal(9, 2) as price");
        Assert.Empty((await sample.Load(Fact(facts), LoadSample.Table(dimension, "id"))).Notes);

        facts = sample.Lake.Append(facts, "select 9::int as id, 'orphan' as name, 0::decimal(9, 2) as price");
        var orphan = await sample.Load(Fact(facts), LoadSample.Table(dimension, "id"));
        Assert.Contains("Key (id)=(9) is not present", Assert.Single(orphan.Notes, n => n.IsProblem).Message);
        Assert.Empty(orphan.ForeignKeys);
        Assert.Equal(0, sample.Differences(facts));

        dimension = sample.Lake.Append(dimension, "select 9::int as id, 'late' as name, 0::decimal(9, 2) as price");
        var parent = await sample.Load(Fact(facts), LoadSample.Table(dimension, "id"));
        Assert.Empty(parent.Notes);
        Assert.Equal(["facts(id) -> dim(id)"], parent.ForeignKeys);

        LoadTable Fact(LakeTable table) => LoadSample.Table(table, "id", "name") with { References = [new LoadReference(["id"], "dim", ["id"])] };
    }

    [Fact]
    public async Task A_connection_that_is_lost_on_the_way_leaves_the_tables_as_they_were()
    {
        using var sample = new LoadSample(server, "lost");
        var table = sample.Lake.Append(sample.Lake.Create("t", Definition), "select 1::int as id, 'a' as name, 0::decimal(9, 2) as price");
        await sample.Load(LoadSample.Table(table, "id"));
        table = sample.Lake.Append(table, "select range::int as id, repeat('x', 1000) as name, 1::decimal(9, 2) as price from range(2, 50000)");

        var error = await Assert.ThrowsAsync<WaybillException>(
            () => sample.Load(fullRefresh: false, new Cutter(sample.Loaded), LoadSample.Table(table, "id")));

        Assert.Equal(WaybillErrorKind.ServiceUnreachable, error.Kind);
        Assert.Equal("1", sample.Loaded.Scalar("select count(*) from lost.t"));
        Assert.Equal(49998, (await sample.Load(LoadSample.Table(table, "id"))).Tables[0].Inserted);
        Assert.Equal(0, sample.Differences(table));
    }

    [Fact]
    public async Task Two_loads_into_one_schema_do_not_run_at_once()
    {
        using var sample = new LoadSample(server, "busy");
        var table = sample.Lake.Append(sample.Lake.Create("t", Definition), "select 1::int as id, 'a' as name, 0::decimal(9, 2) as price");
        WaybillException? second = null;

        await sample.Load(fullRefresh: false, new Interloper(() =>
            second = Assert.Throws<WaybillException>(() => sample.Load(LoadSample.Table(table, "id")).GetAwaiter().GetResult())), LoadSample.Table(table, "id"));

        Assert.Equal(WaybillErrorKind.Busy, second?.Kind);
    }

    private static (LoadAction, long, long, long) Of(LoadedTable table) => (table.Action, table.Inserted, table.Updated, table.Deleted);

    private static LakeTable Replace(LoadSample sample, LakeTable table, string query)
    {
        var tx = table.Begin(sample.Lake.Stamp());
        return tx.Overwrite(tx.NewWriter().Write(sample.Lake.Sql, query)).Commit().Table;
    }

    /// <summary>Ends the load's connection on the server when rows are on the way.</summary>
    private sealed class Cutter(LoadedSchema schema) : IProgress<LoadStep>
    {
        public void Report(LoadStep value) =>
            schema.Execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'waybill' and query like 'copy%'");
    }

    private sealed class Interloper(Action act) : IProgress<LoadStep>
    {
        private bool _done;

        public void Report(LoadStep value)
        {
            if (!_done)
            {
                _done = true;
                act();
            }
        }
    }
}
