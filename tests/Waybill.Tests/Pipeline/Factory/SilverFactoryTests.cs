using System.Globalization;
using Xunit;

namespace Waybill.Tests.Pipeline.Factory;

public sealed class SilverFactoryTests : IDisposable
{
    private const string BatchHeader = "batch_id,machine_id,product_name,start_time,end_time,units_produced,units_defective,source_seq\n";
    private readonly FolderDoor _door = new();
    private readonly TestPipeline _pipeline;

    public SilverFactoryTests() => _pipeline = new TestPipeline(door: _door);

    public void Dispose()
    {
        _pipeline.Dispose();
        _door.Dispose();
    }

    [Fact]
    public void Names_are_canonical_by_table_or_word_and_number_and_unknown_ones_wait_in_quarantine()
    {
        string[] machines =
        [
            "SMELTER-01", "Smelter #1", "smelter1", "SMELTER_01", " Smelter No. 001 ", "asm-112", "Assembler 7", "Machine Smelter 3",
            "Smelter", "SMELTR-01", "Press 4", "12", "",
        ];
        var rows = machines.Select((machine, i) => $"B{i},{machine},Iron Plates,2024-05-06 14:00:00,2024-05-06 15:00:00,50,1,{i}");
        string[] products = ["IRON_PLATE", "iron plate", "Gear-Wheels", "iorn_plate", "gear_whel", "steel_plate", "iron", ""];
        var more = products.Select((product, i) => $"P{i},SMELTER-01,{product},2024-05-06 14:00:00,2024-05-06 15:00:00,50,1,{100 + i}");
        _door.Land("factory/2024-05-06/production_batches.csv", BatchHeader + string.Join('\n', rows.Concat(more)) + "\n");

        _pipeline.Run(select: "+silver.production_batches");

        Assert.Equal(
            "SMELTER-01 SMELTER-01 SMELTER-01 SMELTER-01 SMELTER-01 ASSEMBLER-112 ASSEMBLER-07 SMELTER-03",
            Silver("string_agg(machine_id, ' ' order by source_seq)", "source_seq < 100"));
        Assert.Equal(
            "iron_plate iron_plate gear_wheel iron_plate gear_wheel", Silver("string_agg(product_name, ' ' order by source_seq)", "source_seq >= 100"));
        Assert.Equal(
            "unknown_machine 5, unknown_product 3",
            _pipeline.Scalar<string>("""
                select string_agg(_rule || ' ' || n, ', ' order by _rule)
                from (select _rule, count(*) as n from quarantine.silver_production_batches group by 1)
                """));
        Assert.Equal("5", Silver("count(*)::varchar", "source_seq < 100 and is_machine_repaired and machine_id not like 'A%'"));
    }

    [Fact]
    public void Of_two_rows_for_a_batch_the_higher_sequence_counts_or_else_the_later_row()
    {
        _door.Land("factory/2024-05-06/production_batches.csv", BatchHeader
            + Row("up", "51", "7") + Row("up", "51", "7") + Row("down", "51", "8") + Row("none", "51", "") + Row("same", "51", "1"));
        _door.Land("factory/2024-05-07/production_batches.csv", BatchHeader
            + Row("UP", "52", "8") + Row("down", "52", "7") + Row(" none", "52", "") + Row("same", "51", "1"));

        _pipeline.Run(select: "+silver.production_batches");

        Assert.Equal("down 51, none 52, same 51, up 52", Silver("string_agg(batch_key || ' ' || units_produced, ', ' order by batch_key)", "true"));
        Assert.Equal(
            "down 52, none 51, up 51, up 51",
            _pipeline.Scalar<string>("""
                select string_agg(batch_key || ' ' || units_produced, ', ' order by batch_key)
                from quarantine.silver_production_batches
                where _rule = 'conflicting_duplicate'
                """));
    }

    [Fact]
    public void What_a_batch_cannot_have_is_unknown_and_flagged()
    {
        _door.Land("factory/2024-05-06/production_batches.csv", BatchHeader
            + Row("B1", "-5", "1") + Row("B2", "1000000", "2") + Row("B3", "50", "3", end: "2024-05-06 13:00:00") + Row("B4", "50.0", "4")
            + Row("B5", "", "5") + Row("B6", "50.5", "6") + Row("B7", "50", "7", start: "1970-01-01 00:04:00"));

        _pipeline.Run(select: "+silver.production_batches");

        Assert.Equal("B1 B2", Silver("string_agg(batch_id, ' ' order by 1)", "is_produced_impossible and units_produced is null"));
        Assert.Equal("B3", Silver("string_agg(batch_id, ' ')", "is_time_backwards"));
        Assert.Equal("50", Silver("units_produced::varchar", "batch_id = 'B4'"));
        Assert.Equal("B5", Silver("string_agg(batch_id, ' ')", "units_produced is null and not is_produced_impossible"));
        Assert.Equal("2024-05-06", Silver("production_date::varchar", "batch_id = 'B7' and is_time_impossible"));
        Assert.Equal("unreadable_units_produced", _pipeline.Scalar<string>("select _rule from quarantine.silver_production_batches"));
    }

    [Fact]
    public void The_production_day_is_the_plants_own()
    {
        (string Start, string Batch, string Day)[] cases =
        [
            ("2024-05-07 03:00:00", "B1", "2024-05-06"), // the late shift of a plant in UTC-7
            ("2024-05-07T03:00:00Z", "B2", "2024-05-06"),
            ("2024-05-07T05:00:00+02:00", "B3", "2024-05-06"),
            ("1715050800", "B4", "2024-05-06"),
            ("2024-05-07 06:00:00", "B5", "2024-05-07"), // the early shift of a system that writes plant time
            ("2024-05-07 03:00:00", "B240507-6", "2024-05-07"), // a plant that works at night spells its day in the id
            ("2024-05-06 23:00:00", "SMELTER-01_20240506_7", "2024-05-06"),
            ("1970-01-01 01:00:00", "SMELTER-01_20240505_8", "2024-05-05"), // a clock that was reset
        ];
        _door.Land("factory/2024-05-07/production_batches.csv", BatchHeader
            + string.Concat(cases.Select((c, i) => Row(c.Batch, "50", $"{i}", start: c.Start, end: "2024-05-07 23:00:00"))));

        _pipeline.Run(select: "+silver.production_batches");

        Assert.Equal(string.Join(' ', cases.Select(c => c.Day)), Silver("string_agg(production_date, ' ' order by source_seq)", "true"));
    }

    [Fact]
    public void Degrees_fahrenheit_are_repaired_and_strange_sensors_flagged()
    {
        double[] assembler =
            [30, 86, 31.5, 33, 33, 33, 33, 33, 36, 999, 30.3, 48, 57, 60, 44, 31];
        double[] smelter =
            [1250, 2282, 1300.5, 1301, 1301, 1301, 1310, -999, 1390, 1391];
        var elements = assembler.Select((t, i) => Reading("Assembler #1", i, t)).Concat(smelter.Select((t, i) => Reading("smelter2", i, t)));
        _door.Land("factory/2024-05-06/sensor_logs.json", $"[{string.Join(',', elements)}]");

        _pipeline.Run(select: "+silver.sensor_logs");

        Assert.Equal("ASSEMBLER-01 30.000, SMELTER-02 1250.000", Readings("machine_id || ' ' || temperature", "is_temperature_unit_repaired"));
        Assert.Equal("999.000, -999.000", Readings("temperature", "is_temperature_outlier"));
        Assert.Equal("33.000, 33.000, 33.000, 33.000, 33.000", Readings("temperature", "is_temperature_stuck and machine_id like 'A%'"));
        Assert.Equal("1301.000, 1301.000, 1301.000", Readings("temperature", "is_temperature_stuck and machine_id like 'S%'"));
        Assert.Equal("57.000, 60.000", Readings("temperature", "is_temperature_drifting"));
    }

    [Fact, Long]
    public void A_check_waits_for_its_batch_and_its_time_is_repaired_when_it_comes()
    {
        const string check = "check_id,batch_id,check_timestamp,inspector_id,pass_fail,defect_notes\nQ1,B1,2024-05-06 08:10:00,I1,p,\n";
        _door.Land("factory/2024-05-06/qc_checks.csv", check);
        _pipeline.Run(select: "+silver.qc_checks");
        Assert.Equal("unknown_batch", _pipeline.Scalar<string>("select _rule from quarantine.silver_qc_checks"));

        _door.Land("factory/2024-05-07/production_batches.csv", BatchHeader + Row("B1", "50", "1"));
        _pipeline.Run(select: "+silver.qc_checks");

        Assert.Equal(0, _pipeline.Scalar<long>("select count(*) from quarantine.silver_qc_checks"));
        Assert.Equal(
            "2024-05-06 15:10:00 true true",
            _pipeline.Scalar<string>("select checked_at || ' ' || is_zone_repaired || ' ' || passed from silver.qc_checks"));
    }

    [Fact, Long]
    public void Versions_begin_where_something_changed_whatever_the_order_of_arrival()
    {
        Land(6, 55);
        Land(8, 60);
        _pipeline.Run(select: "+gold.dim_machine");
        Assert.Equal("2024-05-06 2024-05-08 C, 2024-05-08  B", Versions());

        Land(9, 75);
        _pipeline.Run(select: "+gold.dim_machine");
        Land(7, 30);
        _pipeline.Run(select: "+gold.dim_machine");

        Assert.Equal("2024-05-06 2024-05-07 C, 2024-05-07 2024-05-08 D, 2024-05-08 2024-05-09 B, 2024-05-09  A", Versions());
    }

    private static string Row(
        string id, string units, string sequence, string start = "2024-05-06 14:00:00", string end = "2024-05-06 15:00:00") =>
        $"{id},SMELTER-01,iron_plate,{start},{end},{units},1,{sequence}\n";

    private static string Reading(string machine, int minute, double temperature) => string.Create(CultureInfo.InvariantCulture,
        $"{{\"machine_id\":\"{machine}\",\"timestamp\":\"2024-05-06 14:{minute:D2}:00\",\"temperature\":{temperature},\"pressure\":null}}");

    // Without sensors, efficiency is what an hour made of the rated 75 units.
    private void Land(int day, int units) => _door.Land(
        $"factory/2024-05-{day:D2}/production_batches.csv",
        BatchHeader + $"B{day},smelter1,iron_plate,2024-05-{day:D2} 14:00:00,2024-05-{day:D2} 15:00:00,{units},0,1\n");

    private string Versions() => _pipeline.Scalar<string>("""
        select string_agg(valid_from || ' ' || coalesce(valid_to::varchar, '') || ' ' || efficiency_class, ', ' order by valid_from)
        from gold.dim_machine
        """);

    private string Silver(string what, string where) => _pipeline.Scalar<string>($"select {what} from silver.production_batches where {where}");

    private string Readings(string what, string where) => _pipeline.Scalar<string>(
        $"select string_agg({what}, ', ' order by machine_id, reading_at) from silver.sensor_logs where {where}");
}
