using System.Text;
using Waybill.Connectors.Landing;
using Waybill.Connectors.Reading;
using Waybill.Events.Feeds;
using Xunit;

namespace Waybill.Tests.Connectors.Landing;

public sealed class FactoryLandingTests : IDisposable
{
    private const string Element = """{"machine_id":"SMELTER-01","timestamp":"2024-03-01 13:05:00","temperature":1250.5,"pressure":null,"energy_kwh":1.5,"efficiency_percent":98}""";
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Each_feed_takes_its_own_files_of_every_day_folder_which_land_when_the_day_ends()
    {
        _workspace.Write("landing/factory/2024-02-29/sensor_logs.json", $"[{Element}]");
        _workspace.Write("landing/factory/2024-02-29/qc_checks.csv", "check_id,batch_id,check_timestamp,inspector_id,pass_fail,defect_notes\nQ1,B1,t,I,Pass,\n");
        _workspace.Write("landing/factory/2024-02-29/production_batches.csv", "");
        _workspace.Write("landing/factory/2024-02-29/truth.json", "{}");

        var sensors = _workspace.Read(FeedCatalogue.SensorLogs);
        var batches = _workspace.Read(FeedCatalogue.ProductionBatches);

        Assert.Equal(["1:SMELTER-01|2024-03-01 13:05:00|1250.5|∅|1.5|98|∅|∅"], sensors.Lines);
        Assert.Equal(1_709_251_200_000_000, sensors.Rows[0].LandedAt); // 2024-03-01 00:00:00 UTC
        Assert.Equal("factory/2024-02-29/sensor_logs.json", sensors.Rows[0].File);
        Assert.Equal(Element, Encoding.UTF8.GetString(sensors.Rows[0].Raw!)); // JSON keeps its elements
        Assert.Empty(sensors.Notes);
        Assert.Single(_workspace.Read(FeedCatalogue.QcChecks).Rows);
        Assert.Equal(
            ["factory/2024-02-29/production_batches.csv Remark", "factory/2024-02-29/truth.json Ignored"],
            batches.Notes.Select(n => $"{n.File} {n.Kind}").Order());
    }

    [Fact]
    public void Renamed_and_added_keys_are_recognised()
    {
        _workspace.Write("landing/factory/2024-03-01/sensor_logs.json", """
            [{"Machine":"A","recorded at":"t","Temp":1,"vibration":{"x":2}}, {"Machine":"B","recorded at":"u","pressure_bar":3}]
            """);

        var arrived = _workspace.Read(FeedCatalogue.SensorLogs);

        Assert.Equal(["vibration_x"], arrived.ExtraColumns);
        Assert.Equal(["1:A|t|1|∅|∅|∅|∅|∅|2", "1:B|u|∅|3|∅|∅|∅|∅|∅"], arrived.Lines);
    }

    [Fact]
    public void Keys_that_change_within_a_file_mean_the_same_column_and_one_beside_it_is_an_extra_column()
    {
        _workspace.Write("landing/factory/2024-03-01/sensor_logs.json", """
            [{"machine_id":"A","timestamp":"t","temp":1}, {"machineId":"B","Time Stamp":"u","temperature":2}, {"MACHINE":"C","ts":"v","Temp":3}]
            """);
        _workspace.Write("landing/factory/2024-03-02/sensor_logs.json", """[{"machine_id":"D","timestamp":"w","ts":5}, {"machine_id":"E","ts":6}]""");

        var arrived = _workspace.Read(FeedCatalogue.SensorLogs);

        Assert.Empty(arrived.Rejects);
        Assert.Equal(["A|t|1", "B|u|2", "C|v|3", "D|w|∅", "E|∅|∅"], arrived.Rows.Select(r => string.Join('|', r.Cells.Take(3).Select(c => c ?? "∅"))));
        Assert.Equal(["∅", "∅", "∅", "5", "6"], arrived.Rows.Select(r => r.Cells[^1] ?? "∅"));
    }

    [Fact]
    public void A_column_that_is_gone_is_spoken_of_and_its_values_are_unknown()
    {
        _workspace.Write("landing/factory/2024-03-01/sensor_logs.json", """[{"machine_id":"A","timestamp":"t","energy_kwh":1,"temperature":2}]""");
        _workspace.Write(
            "landing/factory/2024-03-01/production_batches.csv",
            "batch_id,machine_id,product_name,start_time,end_time,units_produced\nB,A,p,s,e,5\n");

        var sensors = _workspace.Read(FeedCatalogue.SensorLogs);
        var batches = _workspace.Read(FeedCatalogue.ProductionBatches);

        Assert.Contains("no column pressure, efficiency_percent:", Assert.Single(sensors.Notes).Message, StringComparison.Ordinal);
        Assert.Contains("no column units_defective:", Assert.Single(batches.Notes).Message, StringComparison.Ordinal);
        Assert.Single(sensors.Rows);
        Assert.Single(batches.Rows);
    }

    [Fact]
    public void An_array_that_is_cut_in_the_middle_gives_what_is_readable()
    {
        _workspace.Write("landing/factory/2024-03-01/sensor_logs.json", $"[{Element},\n{Element},\n{Element[..40]}");

        var arrived = _workspace.Read(FeedCatalogue.SensorLogs);

        Assert.Equal(2, arrived.Rows.Count);
        Assert.Equal(["3:bad_json"], arrived.Refusals);
        Assert.Equal(Element[..40], Encoding.UTF8.GetString(arrived.Rejects[0].Raw));
        Assert.Equal(LandingNoteKind.Remark, Assert.Single(arrived.Notes).Kind);
    }

    [Theory]
    [InlineData("""{"machine_id":"A","timestamp":}""")]
    [InlineData("""{"machine_id":"A","timestamp":"t" """)]
    [InlineData("17")]
    [InlineData("[1,2]")]
    public void One_bad_element_is_quarantined_and_the_others_arrive(string bad)
    {
        _workspace.Write("landing/factory/2024-03-01/sensor_logs.json", $"[\n{Element},\n{bad},\n{Element}\n]");

        var arrived = _workspace.Read(FeedCatalogue.SensorLogs);

        Assert.Equal(2, arrived.Rows.Count);
        Assert.Equal(["3:bad_json"], arrived.Refusals);
        Assert.Equal(bad.TrimEnd(), Encoding.UTF8.GetString(arrived.Rejects[0].Raw));
    }

    [Theory]
    [InlineData("""{"readings":[{"machine_id":"A"}]}""", "no element has the required keys machine_id, timestamp")]
    [InlineData("""[{"machine_id":"A","temperature":1}]""", "no element has the required keys timestamp of feed 'sensor_logs'")]
    [InlineData("""[{"machine":"A","equipment_id":"A","timestamp":1}]""", "both mean the column 'machine_id'")]
    public void A_file_without_what_rows_need_is_refused_with_the_reason(string text, string reason)
    {
        _workspace.Write("landing/factory/2024-03-01/sensor_logs.json", text);

        var arrived = _workspace.Read(FeedCatalogue.SensorLogs);

        Assert.Empty(arrived.Rows);
        Assert.True(Assert.Single(arrived.Files).IsRefused);
        Assert.Equal("bad_header", Assert.Single(arrived.Rejects).Rule);
        Assert.Contains(reason, arrived.Rejects[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_array_is_read_in_parts_of_bounded_size()
    {
        _workspace.Limits = new ReadLimits { PartBytes = 1_000, ReadBytes = 200, MaxRecordBytes = 10_000 };
        _workspace.Write("landing/factory/2024-03-01/sensor_logs.json", $"[{string.Join(",\n", Enumerable.Repeat(Element, 100))}]");

        var arrived = _workspace.Read(FeedCatalogue.SensorLogs);

        Assert.True(arrived.Parts > 5);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), arrived.Rows.Select(r => r.Line));
    }
}
