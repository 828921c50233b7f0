using Xunit;

namespace Waybill.IntegrationTests.Cli;

/// <summary>Factory days with a truth that knows no rows, as another generator makes them: only the listed columns, other dates.</summary>
public sealed class ForeignTruthTests : IDisposable
{
    private const string Truth = """
        {"date": "2031-05-07", "total_batches": 2,
         "by_machine": {"SMELTER-01": {"batches": 1, "units_produced": 80, "units_defective": 2, "energy_consumed_kwh": 9.6},
                        "ASSEMBLER-01": {"batches": 1, "units_produced": 30, "units_defective": 1, "energy_consumed_kwh": 2.4}},
         "by_product": {"iron_plate": {"batches": 1, "units_produced": 80, "units_defective": 2},
                        "gear_wheel": {"batches": 1, "units_produced": 30, "units_defective": 1}},
         "factory_totals": {"units_produced": 110, "units_defective": 3, "energy_consumed_kwh": 12.0}}
        """;

    private readonly TemporaryFolder _folder = new();

    public ForeignTruthTests()
    {
        WaybillProgram.Succeed("init", "--workspace", _folder.PathOf("plant"));
        Land("production_batches.csv", """
            batch_id,machine_id,product_name,start_time,end_time,units_produced,units_defective
            P-1,Smelter #1,Iron Plates,2031-05-07 14:00:00,2031-05-07 15:00:00,80,2
            P-2,ASSEMBLER-01,gear_wheel,2031-05-07 15:00:00,2031-05-07 16:30:00,30,1
            """);
        Land("sensor_logs.json", """
            [{"machine_id": "SMELTER-01", "timestamp": "2031-05-07 14:30:00", "temperature": 1300, "pressure": 2, "energy_kwh": 9.6, "efficiency_percent": 98},
             {"machine_id": "ASSEMBLER-01", "timestamp": "2031-05-07 15:30:00", "temperature": 30, "pressure": 1, "energy_kwh": 2.4, "efficiency_percent": 95}]
            """);
        Land("qc_checks.csv", "check_id,batch_id,check_timestamp,inspector_id,pass_fail,defect_notes\nC-1,P-1,2031-05-07 15:20:00,I-1,Pass,\n");
        Land("operator_logs.csv", "log_id,machine_id,operator_id,log_timestamp,action,notes\nLOG-001,SMELTER-01,OP-1,2031-05-07 14:00:00,Start,\n");
        WaybillProgram.Succeed("run", "--workspace", _folder.PathOf("plant"));
    }

    [Fact]
    public void Every_day_machine_and_product_is_compared_exactly()
    {
        var result = Verify(Truth);

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        var names = result.Json().GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ToList();
        Assert.Contains("2031-05-07 SMELTER-01 units_produced", names);
        Assert.Contains("2031-05-07 gear_wheel batches", names);
        Assert.Contains("2031-05-07 ASSEMBLER-01 energy_consumed_kwh", names);
    }

    [Fact]
    public void A_figure_that_is_off_fails_unless_the_tolerance_allows_it()
    {
        var off = Truth.Replace("\"units_produced\": 80", "\"units_produced\": 81", StringComparison.Ordinal);

        Assert.Equal(1, Verify(off).ExitCode);
        Assert.Equal(0, Verify(off, "--tolerance", "2%").ExitCode);
    }

    [Fact]
    public void A_machine_that_the_truth_lacks_is_named_with_its_file()
    {
        var result = Verify(Truth.Replace("\"ASSEMBLER-01\"", "\"other\"", StringComparison.Ordinal)
            .Replace("\"other\": {\"batches\": 1", "\"other\": {\"batches\": 0", StringComparison.Ordinal));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(Path.Combine("2031-05-07", "truth.json") + ": by_machine adds up to 1 batches, but total_batches says 2", result.Error);
    }

    public void Dispose() => _folder.Dispose();

    private void Land(string file, string text) => _folder.Write($"plant/landing/factory/2031-05-07/{file}", text);

    private ProgramResult Verify(string truth, params string[] options)
    {
        _folder.Write("truth/2031-05-07/truth.json", truth);
        return WaybillProgram.Run(["verify", "--json", "--truth", _folder.PathOf("truth"), "--workspace", _folder.PathOf("plant"), .. options]);
    }
}
