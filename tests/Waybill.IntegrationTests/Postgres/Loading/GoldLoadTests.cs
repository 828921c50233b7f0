using Waybill.Cli.Commands;
using Waybill.Cli.Loading;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Postgres.Loading;
using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Loading;

/// <summary>The gold of a simulated workspace in a real server.</summary>
public sealed class GoldLoadTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gold_is_loaded_row_by_row_and_again_after_another_day_and_a_second_load_does_nothing()
    {
        var schema = new LoadedSchema(server, "gold_days");
        AddDays(2);

        var first = await Load(schema);
        Assert.All(first.Tables, t => Assert.Equal(LoadAction.Created, t.Action));
        AssertSameAsLake(schema);

        AddDays(1);
        var increment = await Load(schema);
        Assert.DoesNotContain(increment.Tables, t => t.Action is LoadAction.Created);
        Assert.Equal(["kpi_summary"], increment.Tables.Where(t => t.Action == LoadAction.Whole).Select(t => t.Table));
        Assert.Contains(increment.Tables, t => t is { Table: "fct_orders", Inserted: > 0, Updated: > 0 });
        AssertSameAsLake(schema);

        var again = await Load(schema);
        Assert.All(again.Tables, t => Assert.Equal((LoadAction.UpToDate, 0, 0, 0), (t.Action, t.Inserted, t.Updated, t.Deleted)));

        var anew = await Load(schema, fullRefresh: true);
        Assert.All(anew.Tables.Where(t => t.Table != "kpi_summary"), t => Assert.Equal((0, 0, 0), (t.Inserted, t.Updated, t.Deleted)));
        AssertSameAsLake(schema);
    }

    [Fact]
    public async Task Tables_have_keys_foreign_keys_and_comments_and_the_foreign_keys_hold()
    {
        var schema = new LoadedSchema(server, "gold_keys");
        AddDays(1);

        var result = await Load(schema);

        Assert.Empty(result.Notes);
        Assert.Contains("fct_orders(channel) -> dim_channel(channel)", result.ForeignKeys);
        Assert.Equal(result.ForeignKeys.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
            schema.Scalar("select count(*) from pg_constraint where contype = 'f' and convalidated and connamespace = 'gold_keys'::regnamespace"));
        Assert.Equal("machine_id, valid_from",
            schema.Scalar("select string_agg(attname, ', ' order by attnum) from pg_attribute where attrelid = 'gold_keys.dim_machine_pkey'::regclass"));
        Assert.StartsWith("Sales channels: those that the business knows", schema.Scalar("select obj_description('gold_keys.dim_channel'::regclass)"));
        Assert.Equal("0", schema.Scalar("select count(*) from gold_keys.kpi_gmv where channel not in (select channel from gold_keys.dim_channel)"));
        Assert.ThrowsAny<Exception>(() => schema.Execute("update gold_keys.fct_orders set channel = 'nobody knows it'"));
    }

    [Fact]
    public void A_load_that_is_killed_leaves_nothing_and_the_next_one_loads_all()
    {
        var schema = new LoadedSchema(server, "gold_killed");
        AddDays(1);
        string[] load = ["load", "postgres", "--postgres", schema.Address, "--schema", schema.Name, "--workspace", _folder.PathOf("world")];

        foreach (var line in (int[])[1, 3, 6, 9])
        {
            WaybillProgram.Kill(line, load);
            Assert.Equal("0", schema.Scalar("select count(*) from pg_class where relnamespace = to_regnamespace('gold_killed')"));
        }

        var loaded = WaybillProgram.Succeed([.. load, "--json"]).Json();
        Assert.All(loaded.GetProperty("tables").EnumerateArray(), t => Assert.Equal("created", t.GetProperty("action").GetString()));
        AssertSameAsLake(schema);
    }

    [Fact]
    public void An_increment_that_is_killed_changes_no_row_before_it_is_repeated()
    {
        var schema = new LoadedSchema(server, "gold_increment_killed");
        AddDays(1);
        string[] load = ["load", "postgres", "--postgres", schema.Address, "--schema", schema.Name, "--workspace", _folder.PathOf("world")];
        WaybillProgram.Succeed(load);
        const string State = """
            select md5(string_agg(md5(o::text), '' order by order_id))
                || (select string_agg(mark, '' order by table_name) from gold_increment_killed.waybill_loaded)
            from gold_increment_killed.fct_orders o
            """;
        var before = schema.Scalar(State);
        AddDays(1);

        using (schema.Hold("sales")) // the last table: no load gets past it before it is killed
        {
            foreach (var line in (int[])[3, 9, 17, 23])
            {
                WaybillProgram.Kill(line, load);
                Assert.Equal(before, schema.Scalar(State));
            }
        }

        WaybillProgram.Succeed(load);
        Assert.NotEqual(before, schema.Scalar(State));
        AssertSameAsLake(schema);
    }

    [Fact]
    public void Models_are_selected_with_what_they_reference()
    {
        var schema = new LoadedSchema(server, "gold_some");
        AddDays(1);

        WaybillProgram.Succeed("load", "postgres", "--postgres", schema.Address, "--schema", schema.Name, "--workspace", _folder.PathOf("world"),
            "--select", "gold.order_history");

        Assert.Equal(["dim_channel", "order_history", "sales"], schema.List("select table_name from gold_some.waybill_loaded order by 1"));
    }

    [Fact]
    public void What_cannot_work_ends_with_a_message_and_an_exit_code()
    {
        AddDays(1);
        server.Execute("create role stranger login password 'right'; create schema somebodys; create table somebodys.things (id int)");
        server.DemandPassword("stranger");

        var foreign = Run(server.DatabaseAddress("postgres"), "--schema", "somebodys");
        var wrongPassword = Run(server.DatabaseAddress("postgres", "stranger"));
        var noServer = Run("postgresql://me@127.0.0.1:1/nowhere");
        var noModel = Run(server.DatabaseAddress("postgres"), "--select", "silver.orders");

        Assert.Equal((2, 2, 3, 2), (foreign.ExitCode, wrongPassword.ExitCode, noServer.ExitCode, noModel.ExitCode));
        Assert.Contains("The schema somebodys belongs to something else: it holds the table things", foreign.Error);
        Assert.Contains("password", wrongPassword.Error);
        Assert.Contains("does not answer", noServer.Error);
        Assert.Contains("selects no gold model", noModel.Error);
    }

    private void AddDays(int days)
    {
        WaybillProgram.Succeed(["simulate", "--days", $"{days}", .. TinyWorld.Options(_folder, "world")]);
        WaybillProgram.Succeed("run", "--workspace", _folder.PathOf("world"));
    }

    private ProgramResult Run(string address, params string[] options) =>
        WaybillProgram.Run(["load", "postgres", "--postgres", address, "--workspace", _folder.PathOf("world"), .. options]);

    private Task<LoadResult> Load(LoadedSchema schema, bool fullRefresh = false) => new LoadJob(
        Workspace.Open(_folder.PathOf("world")),
        new LoadJobOptions { Address = schema.Address, Schema = schema.Name, FullRefresh = fullRefresh, ModelsFolder = ModelsFolder.Find(null) })
        .RunAsync(new Progress<LoadStep>(), default);

    private void AssertSameAsLake(LoadedSchema schema) => LoadedGold.AssertSameAsLake(schema, _folder.PathOf("world/lake"));
}
