using System.Text.Json;
using Waybill.Cli.Simulate;
using Waybill.DuckDb;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class FactoryReportTests
{
    [Fact]
    public void The_daily_truth_is_the_sum_of_the_clean_rows()
    {
        using var world = new SmallWorld("demand: {orders_per_cell_day: 10}");
        world.Run(options => options with { Days = 2, Scale = 1.25m, Truth = TruthLevel.Full });
        using var database = DuckDbDatabase.Open();
        using DuckDbConnection connection = database.Connect();
        string Rows(string feed) => $"read_parquet('{world.Root}/truth/{feed}/2026-01-02.parquet')";

        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(world.Root, "truth/factory/2026-01-02/truth.json")));

        JsonElement root = truth.RootElement;
        Assert.Equal("2026-01-02", root.GetProperty("date").GetString());
        Assert.Equal(connection.Scalar<long>($"select count(*) from {Rows("production_batches")}"), root.GetProperty("total_batches").GetInt64());
        Assert.Equal(
            ["SMELTER-01", "SMELTER-02", "ASSEMBLER-01", "SMELTER-03", "SMELTER-04", "ASSEMBLER-02"],
            root.GetProperty("by_machine").EnumerateObject().Select(machine => machine.Name));
        foreach (JsonProperty machine in root.GetProperty("by_machine").EnumerateObject())
        {
            string where = $"where machine_id = '{machine.Name}'";
            Assert.Equal(
                connection.Scalar<long>($"select sum(units_produced)::bigint from {Rows("production_batches")} {where}"),
                machine.Value.GetProperty("units_produced").GetInt64());
            Assert.Equal(
                connection.Scalar<string>($"select sum(energy_kwh)::varchar from {Rows("sensor_logs")} {where}"),
                machine.Value.GetProperty("energy_consumed_kwh").GetRawText());
        }

        Assert.Equal(
            connection.Scalar<long>($"select sum(units_defective)::bigint from {Rows("production_batches")} where product_name = 'gear_wheel'"),
            root.GetProperty("by_product").GetProperty("gear_wheel").GetProperty("units_defective").GetInt64());
        Assert.Equal(
            connection.Scalar<string>($"select sum(energy_kwh)::varchar from {Rows("sensor_logs")}"),
            root.GetProperty("factory_totals").GetProperty("energy_consumed_kwh").GetRawText());
    }

    [Fact]
    public void Clean_rows_in_parquet_are_the_rows_of_the_twin()
    {
        using var world = new SmallWorld("demand: {orders_per_cell_day: 10}\nfaults: {preset: hostile}");
        world.Run(options => options with { Days = 1, Truth = TruthLevel.Full, Twin = true });
        using var database = DuckDbDatabase.Open();
        using DuckDbConnection connection = database.Connect();
        connection.Execute("set timezone = 'UTC'");

        foreach ((string feed, string read) in ((string, string)[])
        [
            ("production_batches", "read_csv('{0}.csv')"), ("qc_checks", "read_csv('{0}.csv')"),
            ("operator_logs", "read_csv('{0}.csv')"), ("sensor_logs", "read_json('{0}.json')"),
        ])
        {
            string twin = string.Format(System.Globalization.CultureInfo.InvariantCulture, read, $"{world.Root}/twin/landing/factory/2026-01-01/{feed}");
            string texts = "columns(*)::varchar";
            Assert.Equal(0, connection.Scalar<long>($"""
                select count(*) from (
                    select {texts} from (select * replace ({Times(feed)}) from {twin})
                    except all
                    select {texts} from (select * exclude (production_date) from read_parquet('{world.Root}/truth/{feed}/2026-01-01.parquet')))
                """));
        }

        static string Times(string feed) => string.Join(", ", (feed switch
        {
            "production_batches" => (string[])["start_time", "end_time"],
            "qc_checks" => ["check_timestamp"],
            "operator_logs" => ["log_timestamp"],
            _ => ["timestamp"],
        }).Select(column => $"\"{column}\"::timestamptz as \"{column}\"")
            .Concat(feed == "sensor_logs" ? ["temperature::decimal(18,1) as temperature", "pressure::decimal(18,2) as pressure", "energy_kwh::decimal(18,3) as energy_kwh", "efficiency_percent::decimal(18,1) as efficiency_percent"] : []));
    }
}
