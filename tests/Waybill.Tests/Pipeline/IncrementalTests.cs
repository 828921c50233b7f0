using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Pipeline.Runs;
using Xunit;

namespace Waybill.Tests.Pipeline;

public sealed class IncrementalTests
{
    private static readonly string[] Orders =
    [
        "+gold.sales", "+gold.order_history", "+gold.dim_channel", "+gold.dim_date", "+gold.kpi_lead_time", "+gold.kpi_sla",
        "+gold.kpi_status_distribution", "+gold.kpi_lead_time_hours", "+gold.late_orders", "+gold.kpi_daily",
    ];

    [Theory, Long]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_order_of_arrival_gives_the_gold_of_a_full_build(int seed)
    {
        var drops = OrderStory.Tell(seed, orders: 60);
        using var whole = new TestPipeline();
        Add(whole, drops);
        whole.Run(select: Orders);
        using var stepwise = new TestPipeline();

        foreach (var step in Shuffle(drops, seed).Chunk(3))
        {
            Add(stepwise, step);
            stepwise.Run(select: Orders);
        }

        Assert.Equal(whole.Contents("silver"), stepwise.Contents("silver"));
        Assert.Equal(whole.Contents("quarantine"), stepwise.Contents("quarantine"));
        Assert.Equal(whole.Contents("gold"), stepwise.Contents("gold"));
    }

    [Fact, Long]
    public void Any_number_of_models_at_the_same_time_gives_the_same_snapshots()
    {
        var drops = OrderStory.Tell(seed: 4, orders: 60);
        using var single = new TestPipeline();
        using var several = new TestPipeline();

        foreach (var step in Shuffle(drops, seed: 4).Chunk((drops.Count + 2) / 3))
        {
            Add(single, step);
            Add(several, step);
            Assert.Equal(
                single.Run(threads: 1, select: Orders).Select(s => s with { Seconds = 0, Notes = [], FailedChecks = [] }),
                several.Run(threads: 6, select: Orders).Select(s => s with { Seconds = 0, Notes = [], FailedChecks = [] }));
        }

        Assert.Equal(single.Contents("gold"), several.Contents("gold"));
    }

    [Fact]
    public void Models_that_take_in_the_same_feed_come_one_after_the_other()
    {
        using var models = new TemporaryFolder();
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            models.Write($"bronze/{name}.sql", $"-- model: bronze.{name}\n-- materialization: append\nselect * from landing.sales");
        }

        using var pipeline = new TestPipeline(models.Path);
        Add(pipeline, OrderStory.Tell(seed: 5, orders: 40));

        var rows = pipeline.Run(threads: 4).Select(s => s.RowsAdded).ToList();

        Assert.Equal(4, rows.Count);
        Assert.Single(rows.Distinct());
        Assert.NotEqual(0, rows[0]);
    }

    [Fact]
    public void A_model_whose_types_became_narrower_is_built_into_the_types_that_its_table_has()
    {
        using var models = new TemporaryFolder();
        void Write(string type) => models.Write("gold/a.sql", $"-- model: gold.a\n-- materialization: replace\n-- order: i\nselect i::{type} as i, i::varchar as text from range(3) as t(i)");
        Write("bigint");
        using var pipeline = new TestPipeline(models.Path);
        pipeline.Run();

        Write("integer");
        pipeline.Run();

        Assert.Equal("3 BIGINT", pipeline.Scalar<string>("select count(*) || ' ' || any_value(typeof(i)) from gold.a"));
        Write("double");
        Assert.Throws<LakeException>(() => pipeline.Run());
    }

    [Fact]
    public void A_column_without_a_type_of_its_own_behind_an_interim_is_not_taken_for_another()
    {
        using var models = new TemporaryFolder();
        models.Write("gold/a.sql", "-- model: gold.a\n-- materialization: replace\n-- order: i\n-- interim: halves\nselect i, null as nothing from range(3) as t(i);\n\nselect i, coalesce(nothing, 1.5) as amount from halves");
        using var pipeline = new TestPipeline(models.Path);

        pipeline.Run();

        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var table = pipeline.Catalog.Load(TableId.Parse("gold.a"));
        Assert.Equal(
            table.Schema.Column("amount")!.Type.ToString().ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal),
            connection.Scalar<string>($"select any_value(typeof(amount)) from read_parquet({Sql.Literal(table.Metadata.Location + "/data/*.parquet")})"));
    }

    [Fact, Long]
    public void A_row_without_an_order_id_reaches_quarantine_in_a_later_run_too()
    {
        using var pipeline = new TestPipeline();
        Add(pipeline, OrderStory.Tell(seed: 8, orders: 10));
        pipeline.Run();
        var landed = new DateTime(2026, 1, 9, 0, 0, 0, DateTimeKind.Utc);

        pipeline.Door.Add(new Drop("logistics", "logistics/logistics_updates_20260109.csv", landed, [["", "Shipped", "2026-01-08 10:00:00", "990"]]));
        pipeline.Run();

        Assert.Equal("missing_order_id,Shipped", pipeline.Scalar<string>("""
            select _rule || decode(_raw)[:8] from quarantine.silver_order_status_events where _file = 'logistics/logistics_updates_20260109.csv'
            """));
    }

    [Fact, Long]
    public void Models_follow_only_the_columns_that_they_use()
    {
        using var pipeline = new TestPipeline();
        var story = OrderStory.Tell(seed: 9, orders: 40);
        Add(pipeline, story);
        pipeline.Run();
        var landed = new DateTime(2026, 1, 9, 0, 0, 0, DateTimeKind.Utc);
        var order = story.First(d => d.Feed == "sales").Rows[0];
        var correction = (string[])order.Clone();
        correction[1] = "Another Name";
        correction[^1] = "9990";

        pipeline.Door.Add(new Drop("sales", "sales/orders_20260109.csv", landed, [correction]));
        var steps = pipeline.Run().ToDictionary(s => s.Model);

        Assert.Equal(1, steps["gold.sales"].RowsAdded);
        Assert.Equal(0, steps["gold.fct_orders"].Changed); // it has no customer names
        Assert.Equal(0, steps["gold.kpi_gmv"].RowsAdded);
    }

    [Fact, Long]
    public void A_full_refresh_changes_nothing_that_increments_had_right()
    {
        using var pipeline = new TestPipeline();
        foreach (var step in OrderStory.Tell(seed: 4, orders: 40).Chunk(4))
        {
            Add(pipeline, step);
            pipeline.Run();
        }

        var before = pipeline.Contents("gold");
        pipeline.Run(fullRefresh: true);

        Assert.Equal(before, pipeline.Contents("gold"));
    }

    [Fact, Long]
    public void A_run_without_new_files_touches_nothing()
    {
        using var pipeline = new TestPipeline();
        Add(pipeline, OrderStory.Tell(seed: 5, orders: 20));
        pipeline.Run(select: Orders);

        var again = pipeline.Run(select: Orders);

        Assert.All(again, step => Assert.Equal(StepAction.UpToDate, step.Action));
    }

    [Fact, Long]
    public void Every_landed_row_is_in_silver_or_quarantine_or_equals_one_that_is()
    {
        using var pipeline = new TestPipeline();
        Add(pipeline, OrderStory.Tell(seed: 6, orders: 80));

        pipeline.Run(select: Orders);

        Assert.Equal(0, pipeline.Scalar<long>("""
            select count(*) from bronze.logistics as landed
            where not exists (from quarantine.silver_order_status_events as q where q._file = landed._file and q._line = landed._line)
              and not exists (
                from silver.order_status_events as e
                where e.order_key = landed.order_key and e.source_seq = landed.source_seq::bigint and e.status_at = landed.status_timestamp::timestamp)
            """));
        Assert.Equal(0, pipeline.Scalar<long>("""
            select count(*) from bronze.sales as landed
            where not exists (from quarantine.silver_orders as q where q._file = landed._file and q._line = landed._line)
              and not exists (from silver.orders as o where o.order_id = landed.order_id and o.source_seq = landed.source_seq::bigint)
            """));
        Assert.Equal(0, pipeline.Scalar<long>("select count(*) from quarantine.silver_order_status_events where _raw is null or _rule is null"));
    }

    [Fact, Long]
    public void The_audit_trail_only_grows()
    {
        using var pipeline = new TestPipeline();
        foreach (var step in OrderStory.Tell(seed: 7, orders: 60).Chunk(2))
        {
            Add(pipeline, step);
            pipeline.Run(select: Orders);
        }

        var history = pipeline.Catalog.Load(Waybill.Lake.TableId.Parse("gold.order_history")).History();

        Assert.True(history.Count > 3);
        Assert.All(history, h => Assert.Equal("append", h.Operation));
    }

    private static void Add(TestPipeline pipeline, IEnumerable<Drop> drops)
    {
        foreach (var drop in drops)
        {
            pipeline.Door.Add(drop);
        }
    }

    private static List<Drop> Shuffle(IReadOnlyList<Drop> drops, int seed) =>
        [.. drops.OrderBy(d => (d.Name.Sum(c => c * 31L) + (seed * 7919L)) * 2654435761L % 1009).ThenBy(d => d.Name, StringComparer.Ordinal)];
}
