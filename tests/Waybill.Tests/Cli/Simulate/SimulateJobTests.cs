using System.Text.Json;
using Waybill.Cli.Simulate;
using Waybill.DuckDb;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Tests.Sim.Faults;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class SimulateJobTests : IDisposable
{
    private readonly SmallWorld _world = new();

    [Fact]
    public void A_day_has_four_drops_of_each_order_feed_a_folder_of_the_factories_a_ledger_and_kpis()
    {
        SimulateResult result = _world.Run(options => options with { Days = 1, Faults = "none" });

        Assert.Equal(
            [
                "landing/factory/2026-01-01/operator_logs.csv",
                "landing/factory/2026-01-01/production_batches.csv",
                "landing/factory/2026-01-01/qc_checks.csv",
                "landing/factory/2026-01-01/sensor_logs.json",
                "landing/logistics/logistics_updates_20260101_060000.csv",
                "landing/logistics/logistics_updates_20260101_120000.csv",
                "landing/logistics/logistics_updates_20260101_180000.csv",
                "landing/logistics/logistics_updates_20260102_000000.csv",
                "landing/sales/orders_20260101_060000.csv",
                "landing/sales/orders_20260101_120000.csv",
                "landing/sales/orders_20260101_180000.csv",
                "landing/sales/orders_20260102_000000.csv",
                "truth/factory/2026-01-01/truth.json",
                "truth/kpis.json",
                "truth/ledger/2026-01-01.csv",
            ],
            _world.Files().Keys.Where(path => !path.StartsWith("state/", StringComparison.Ordinal)));
        Assert.Equal(new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc), result.WorldTime);
        Assert.Equal(result.WorldTime, SimulateJob.WorldTime(_world.Root));
        Assert.Matches("^[0-9a-f]{16}$", result.Digest);
    }

    [Fact]
    public void The_result_counts_what_the_files_hold()
    {
        SimulateResult result = _world.Run(options => options with { Faults = "messy" });

        int rows = FeedCatalogue.Orders.Sum(feed => Directory.GetFiles(Path.Combine(_world.Root, feed.LandingFolder))
            .Where(file => !file.Contains("_copy_of_", StringComparison.Ordinal) && !file.Contains("_resend", StringComparison.Ordinal))
            .Sum(file => File.ReadLines(file).Count() - 1));
        int ledger = Directory.GetFiles(Path.Combine(_world.Root, "truth/ledger")).Sum(file => File.ReadLines(file).Count() - 1);

        Assert.Equal(ledger, result.FaultsByKind.Values.Sum());
        Assert.InRange(rows, (result.Rows - result.FactoryRows) * 0.7, result.Rows - result.FactoryRows);
    }

    [Fact]
    public void Old_orders_go_on_in_later_runs()
    {
        for (int day = 0; day < 4; day++)
        {
            _world.Run(options => options with { Days = 1, Faults = "none" });
        }

        string[] lastDay = File.ReadAllLines(Path.Combine(_world.Root, "landing/logistics/logistics_updates_20260104_180000.csv"));
        Assert.Contains(lastDay, line => line.StartsWith("260101-", StringComparison.Ordinal));
    }

    [Fact, Long]
    public void The_truth_agrees_with_the_kpis_and_without_faults_with_the_feeds()
    {
        _world.Run(options => options with { Truth = TruthLevel.Full, Faults = "none" });
        using DuckDbDatabase database = DuckDbDatabase.Open();
        using DuckDbConnection connection = database.Connect();
        connection.Execute($"""
            create view orders as from '{_world.Root}/truth/orders/*.parquet';
            create view events as from '{_world.Root}/truth/order_status_events/*.parquet';
            create view sales as select * from read_csv('{_world.Root}/landing/sales/*.csv', header = true, all_varchar = true);
            create view logistics as select * from read_csv('{_world.Root}/landing/logistics/*.csv', header = true, all_varchar = true);
            """);
        using var kpis = JsonDocument.Parse(File.ReadAllText(Path.Combine(_world.Root, "truth/kpis.json")));

        Assert.Equal(kpis.RootElement.GetProperty("orders").GetInt64(), connection.Scalar<long>("select count(*) from orders"));
        Assert.Equal(
            kpis.RootElement.GetProperty("gmv_cents").GetInt64(),
            connection.Scalar<long>("select sum(unit_price * quantity * 100)::bigint from orders"));
        Assert.Equal(
            kpis.RootElement.GetProperty("lead_time_us").GetInt64(),
            connection.Scalar<long>("""
                select sum(epoch_us(status_at) - epoch_us(ordered_at))::bigint
                from events join orders using (order_id) where status = 'Delivered'
                """));
        Assert.Equal(0, connection.Scalar<long>("""
            select count(*) from (
                select order_id, customer_name, product, quantity::varchar, unit_price::varchar, origin, destination,
                    weight_kg::varchar, shipping_cost::varchar, strftime(ordered_at at time zone 'UTC', '%Y-%m-%d %H:%M:%S'),
                    channel, carrier, region, strftime(promised_at at time zone 'UTC', '%Y-%m-%d %H:%M:%S'), source_seq::varchar
                from orders
                except
                select order_id, customer_name, product, quantity, unit_price, origin, destination, weight_kg, shipping_cost,
                    sale_timestamp, channel, carrier, region, promised_at, source_seq
                from sales)
            """));
        Assert.Equal(0, connection.Scalar<long>("""
            select count(*) from (
                select order_id, status, strftime(status_at at time zone 'UTC', '%Y-%m-%d %H:%M:%S'), source_seq::varchar
                from events where status <> 'Pending'
                except
                select order_id, status, status_timestamp, source_seq from logistics)
            """));
        Assert.Equal(
            connection.Scalar<long>("select count(*) from sales") + connection.Scalar<long>("select count(*) from logistics"),
            connection.Scalar<long>("select count(*) from events"));
    }

    [Fact]
    public void Until_plays_up_to_a_midnight_and_nothing_when_it_is_past()
    {
        SimulateResult first = Until(new DateTime(2026, 1, 4));
        SimulateResult again = Until(new DateTime(2026, 1, 4));
        SimulateResult past = Until(new DateTime(2026, 1, 2));

        Assert.Equal((3, 0, 0), (first.Days, again.Days, past.Days));
        Assert.Equal(first.Digest, again.Digest);
        Assert.Equal(first.Digest, past.Digest);
        Assert.Throws<WaybillException>(() => Until(new DateTime(2026, 1, 5, 12, 0, 0)));
        Assert.Throws<WaybillException>(() => Until(new DateTime(2400, 1, 5)));

        SimulateResult Until(DateTime time) => _world.Run(options => options with { Days = null, Until = time });
    }

    [Fact]
    public void Files_arrive_as_the_ledger_says()
    {
        _world.Run(options => options with { Days = 12, Scale = 0.25m });
        string end = "2026-01-13 00:00:00";
        string[] present = [.. _world.Files().Keys.Where(path => path.StartsWith("landing/", StringComparison.Ordinal)).Select(path => Path.GetFileName(path))];
        LedgerLine[] faults =
        [
            .. LedgerLine.Read(Directory.GetFiles(Path.Combine(_world.Root, "truth/ledger")).Select(file =>
                File.ReadAllBytes(file)[(File.ReadAllText(file).IndexOf('\n', StringComparison.Ordinal) + 1)..]))
                .Where(line => line.Field is "file" or "header").Where(line => !FeedCatalogue.Find(line.Feed)!.IsDaily),
        ];

        Assert.Contains(faults, fault => fault.Kind == "missing_drop");
        foreach (LedgerLine fault in faults)
        {
            bool arrived = string.CompareOrdinal(fault.ArrivalTime, end) <= 0;
            string folder = Path.Combine(_world.Root, FeedCatalogue.Find(fault.Feed)!.LandingFolder);
            switch (fault.Kind)
            {
                case "missing_drop":
                    Assert.Equal(arrived, present.Contains(fault.Key));
                    break;
                case "half_written_file" when arrived:
                    byte[] whole = File.ReadAllBytes(Path.Combine(folder, fault.WrittenValue));
                    byte[] half = File.ReadAllBytes(Path.Combine(folder, fault.Key));
                    Assert.True(half.Length < whole.Length && half.AsSpan().SequenceEqual(whole.AsSpan(0, half.Length)));
                    Assert.NotEqual((byte)'\n', half[^1]);
                    break;
                case "duplicate_file" when arrived:
                    Assert.Equal(
                        File.ReadAllBytes(Path.Combine(folder, fault.Key)), File.ReadAllBytes(Path.Combine(folder, fault.WrittenValue)));
                    break;
                case "header_changed" or "column_added":
                    Assert.Equal(fault.WrittenValue, File.ReadLines(Path.Combine(folder, fault.Key)).First());
                    break;
            }
        }
    }

    [Fact]
    public void Progress_counts_cells_and_days_in_order()
    {
        var seen = new List<SimulateProgress>();

        SimulateResult result = _world.Run(options => options with { Days = 2, Progress = seen.Add });

        Assert.Equal([(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (1, 3)], seen.Select(progress => (progress.DaysDone, progress.CellsDone)));
        Assert.Equal(result.Rows, seen[^1].Rows);
        Assert.Equal(result.FeedBytes, seen[^1].Bytes);
    }

    public void Dispose() => _world.Dispose();
}
