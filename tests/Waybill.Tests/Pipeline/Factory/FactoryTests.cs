using Waybill.Pipeline.Runs;
using Xunit;

namespace Waybill.Tests.Pipeline.Factory;

public sealed class FactoryTests : IDisposable
{
    private static readonly string[] Factory =
    [
        "+gold.fct_qc_check", "+gold.kpi_yield", "+gold.kpi_energy", "+gold.kpi_degradation",
        "+gold.dim_machine", "+gold.dim_product", "+gold.dim_operator",
    ];

    private readonly FolderDoor _door = new();
    private readonly TestPipeline _pipeline;

    public FactoryTests() => _pipeline = new TestPipeline(door: _door);

    public void Dispose()
    {
        _pipeline.Dispose();
        _door.Dispose();
    }

    [Fact, Long]
    public void Any_order_of_arrival_gives_the_tables_of_a_full_build()
    {
        const int seed = 1;
        var files = PlantStory.Tell(seed, days: 4).Files;
        using var wholeDoor = new FolderDoor();
        using var whole = new TestPipeline(door: wholeDoor);
        Land(wholeDoor, files);
        whole.Run(select: Factory);

        foreach (var step in files.OrderBy(f => (f.Name.Sum(c => c * 31L) + (seed * 7919L)) * 2654435761L % 1009).Chunk(5))
        {
            Land(_door, step);
            _pipeline.Run(select: Factory);
        }

        foreach (var layer in new[] { "silver", "gold", "quarantine" })
        {
            Assert.Equal(whole.Contents(layer), _pipeline.Contents(layer));
        }
    }

    [Fact, Long]
    public void A_full_refresh_changes_nothing_and_a_run_without_files_touches_nothing()
    {
        foreach (var step in PlantStory.Tell(seed: 3, days: 4).Files.Chunk(8))
        {
            Land(_door, step);
            _pipeline.Run();
        }

        var before = _pipeline.Contents("gold");
        Assert.All(_pipeline.Run(), step => Assert.Equal(StepAction.UpToDate, step.Action));

        _pipeline.Run(fullRefresh: true);

        Assert.Equal(before, _pipeline.Contents("gold"));
    }

    [Fact, Long]
    public void The_true_figures_of_every_machine_and_day_come_out()
    {
        var story = PlantStory.Tell(seed: 4, days: 6);
        Land(_door, story.Files);

        _pipeline.Run(select: Factory);

        var found = _pipeline.Scalar<string>("""
            select string_agg(production_date || ' ' || machine_id || ' ' || batches || ' ' || units_produced || ' ' || units_defective, ', '
                order by production_date, machine_id)
            from gold.kpi_yield
            """);
        Assert.Equal(
            string.Join(", ", story.Truth.OrderBy(t => t.Day).ThenBy(t => t.Machine, StringComparer.Ordinal)
                .Select(t => $"{t.Day:yyyy-MM-dd} {t.Machine} {t.Batches} {t.Produced} {t.Defective}")),
            found);
        var energy = _pipeline.Scalar<double>("select sum(energy_estimated_kwh)::double from gold.kpi_energy");
        Assert.InRange(energy / (double)story.Truth.Sum(t => t.EnergyKwh), 0.995, 1.005);
        Assert.Equal(0, _pipeline.Scalar<long>("""
            select count(*) from gold.kpi_yield
            where product_name <> case when machine_id like 'SMELTER%' then 'iron_plate' else 'gear_wheel' end
            """));
    }

    [Fact, Long]
    public void Every_landed_row_is_in_silver_or_quarantine_or_equals_one_that_is()
    {
        Land(_door, PlantStory.Tell(seed: 7, days: 6).Files);

        _pipeline.Run(select: Factory);

        foreach (var (feed, same) in new[]
        {
            ("production_batches", "s.batch_key = b.batch_key and s.units_produced = b.units_produced::bigint and s.started_at = b.start_time::timestamp"),
            ("sensor_logs", "s.reading_at = b.timestamp::timestamp and s.pressure is not distinct from b.pressure::decimal(18, 3)"),
            ("qc_checks", "s.check_id = b.check_id and s.written_at = b.check_timestamp::timestamp"),
            ("operator_logs", "s.log_id = b.log_id and s.written_at = b.log_timestamp::timestamp"),
        })
        {
            Assert.Equal(0, _pipeline.Scalar<long>($"""
                select count(*) from bronze.{feed} as b
                where not exists (from silver.{feed} as s where s._file = b._file and s._line = b._line)
                  and not exists (from quarantine.silver_{feed} as q where q._file = b._file and q._line = b._line)
                  and not exists (from silver.{feed} as s where {same})
                """));
            Assert.Equal(0, _pipeline.Scalar<long>($"select count(*) from quarantine.silver_{feed} where _raw is null or _rule is null"));
        }

        Assert.True(_pipeline.Scalar<long>("select count(*) from quarantine.silver_production_batches where _rule = 'unknown_machine'") > 0);
        Assert.True(_pipeline.Scalar<long>("select count(*) from quarantine.silver_production_batches where _rule = 'conflicting_duplicate'") > 0);
        Assert.True(_pipeline.Scalar<long>("select count(*) from quarantine.silver_qc_checks where _rule = 'unknown_batch'") > 0);
        Assert.True(_pipeline.Scalar<long>("select count(*) from quarantine.bronze_production_batches") > 0);
        Assert.True(_pipeline.Scalar<long>("select count(*) from quarantine.bronze_sensor_logs where _rule = 'bad_json'") > 0);
    }

    [Fact, Long]
    public void Plant_time_is_repaired_where_it_is_proven_and_nowhere_else()
    {
        var story = PlantStory.Tell(seed: 8, days: 8);
        Land(_door, story.Files);

        _pipeline.Run(select: Factory);

        Assert.Equal(0, _pipeline.Scalar<long>("select count(*) from gold.fct_qc_check where seconds_after_batch not between 0 and 2400"));
        Assert.True(_pipeline.Scalar<long>("select count(*) from silver.qc_checks where is_zone_repaired") > 20);
        var mixed = string.Join(", ", story.MixedLogs.Select(m => $"'{m}'"));
        Assert.Equal(0, _pipeline.Scalar<long>(
            $"select count(*) from silver.operator_logs where is_zone_repaired and machine_id || ' ' || log_id not in ({mixed})"));
        Assert.Equal(0, _pipeline.Scalar<long>(
            $"select count(*) from silver.operator_logs where not is_zone_repaired and not is_zone_unproven and machine_id || ' ' || log_id in ({mixed})"));
        Assert.True(_pipeline.Scalar<long>("select count(*) from silver.operator_logs where is_zone_repaired") > 10);
    }

    [Theory, Long]
    [InlineData(10, 4)]
    [InlineData(12, 12)]
    public void The_machine_that_wears_out_is_found_and_no_other(int seed, int days)
    {
        Land(_door, PlantStory.Tell(seed, days).Files);

        _pipeline.Run(select: Factory);

        Assert.Equal(
            ["SMELTER-02"], [_pipeline.Scalar<string>("select string_agg(machine_id, ' ') from gold.kpi_degradation where is_degrading")]);
        Assert.InRange(
            _pipeline.Scalar<double>("select slope_per_day::double from gold.kpi_degradation where machine_id = 'SMELTER-02'"), -0.023, -0.017);
    }

    [Fact, Long]
    public void Work_of_a_run_follows_what_landed()
    {
        var files = PlantStory.Tell(seed: 13, days: 12).Files;
        Land(_door, files.Where(f => !f.Name.Contains("2020-01-23")));
        _pipeline.Run(select: Factory);
        Land(_door, files.Where(f => f.Name.Contains("2020-01-23")));

        var steps = _pipeline.Run(select: Factory);

        var days = steps.Where(s => s.Model is "silver.production_batches" or "silver.sensor_logs" or "gold.fct_production_batch" or "gold.kpi_oee");
        Assert.All(days, step => Assert.Equal((StepAction.Incremental, true), (step.Action, step.Changed <= 3)));
        Assert.All(steps.Where(s => s.Model.StartsWith("gold.dim_machine")), s => Assert.Equal(StepAction.Incremental, s.Action));
    }

    private static void Land(FolderDoor door, IEnumerable<PlantFile> files)
    {
        foreach (var file in files)
        {
            door.Land(file.Name, file.Text);
        }
    }
}
