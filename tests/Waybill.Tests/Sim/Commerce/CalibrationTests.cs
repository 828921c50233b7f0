using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Tests.Sim.Kernel;
using Xunit;

namespace Waybill.Tests.Sim.Commerce;

/// <summary>The default scenario beside the calibration that it claims.</summary>
public sealed class CalibrationTests : IClassFixture<CalibrationTests.Month>
{
    private readonly SimulatedCells _month;

    public CalibrationTests(Month month) => _month = month.Cells;

    private int Count => _month.Orders.Count;

    [Fact]
    public void Four_cells_have_ten_thousand_orders_a_day() => Assert.InRange(Count / (double)Month.Days, 9_900, 10_100);

    [Fact]
    public void Orders_come_by_the_hour_curve()
    {
        int[] found = new int[24];
        foreach (SalesRow order in _month.Orders)
        {
            found[order.SoldAt.SecondOfDay / 3_600]++;
        }

        AssertShares(found, _month.Plan.World.Scenario.HourShares);
    }

    [Fact]
    public void Orders_come_by_the_days_of_the_week()
    {
        int[] found = new int[7];
        foreach (SalesRow order in _month.Orders)
        {
            found[((int)order.SoldAt.ToDateTime().DayOfWeek + 6) % 7]++;
        }

        AssertShares(found, _month.Plan.World.Scenario.WeekdayShares);
    }

    [Fact]
    public void Arrivals_within_an_hour_are_a_poisson_process()
    {
        // Counts of a Poisson process have a variance equal to their mean: their ratio over all slots is 1.
        var slots = _month.Orders.GroupBy(order => order.Id.Cell).SelectMany(cell => cell
            .CountBy(order => order.SoldAt.Seconds / 600)
            .GroupBy(slot => slot.Key % (7 * 144) / 6)
            .Where(hour => hour.Count() == 24));
        double[] ratios = [.. slots.Select(hour =>
        {
            double mean = hour.Average(slot => slot.Value);
            return hour.Average(slot => (slot.Value - mean) * (slot.Value - mean)) * hour.Count() / (hour.Count() - 1) / mean;
        })];

        Assert.True(ratios.Length > 300);
        Assert.InRange(ratios.Average(), 0.95, 1.05);
    }

    [Fact]
    public void Orders_have_as_many_items_as_calibrated()
    {
        int[] found = new int[4];
        foreach (SalesRow order in _month.Orders)
        {
            found[Math.Min(order.Quantity, 4) - 1]++;
        }

        AssertShares(found, [90.5m, 7.2m, 1.3m, 1.0m]);
    }

    [Fact]
    public void Prices_spread_as_calibrated()
    {
        double[] logs = [.. _month.Orders.Select(order => Math.Log(order.UnitPrice.Cents))];
        double mean = logs.Average();

        Assert.InRange(Math.Sqrt(logs.Average(x => (x - mean) * (x - mean))), 0.90, 1.04);
    }

    [Fact]
    public void Few_products_have_many_of_the_orders_but_not_too_many()
    {
        int[] counts = [.. _month.Orders.CountBy(order => order.Product).Select(product => product.Value).OrderDescending()];

        Assert.InRange(counts.Take(40).Sum() / (double)Count, 0.105, 0.135);
        Assert.InRange(counts.Take(400).Sum() / (double)Count, 0.43, 0.48);
    }

    [Fact]
    public void One_order_in_a_hundred_and_seventy_is_cancelled_and_always_before_it_is_shipped()
    {
        double share = _month.Changes.Count(change => change.Status == OrderStatus.Cancelled) / (double)Count;

        Assert.InRange(share, 0.0052, 0.0068);
    }

    [Fact]
    public void Lead_times_have_the_calibrated_median_and_eight_per_cent_come_late()
    {
        Dictionary<(int, int, int), StatusRow> delivered = DeliveredOf(_month);
        SalesRow[] old = [.. _month.Orders.Where(order => order.Id.Day < SimulatedCells.StartDay + 12)];
        double[] days =
            [.. old.Where(order => delivered.ContainsKey(Key(order))).Select(order =>
                (delivered[Key(order)].At.Seconds - order.SoldAt.Seconds) / 86_400.0).Order()];
        int late = old.Count(order => delivered.TryGetValue(Key(order), out StatusRow row) && row.At > order.PromisedAt);

        double brazilianMedian = Math.Exp(2.305);
        double scale = (double)_month.Plan.World.Scenario.LeadTimeScale;
        Assert.InRange(days[days.Length / 2] / (brazilianMedian * scale), 0.9, 1.1);
        Assert.InRange(late / (double)days.Length, 0.070, 0.090);
    }

    [Fact]
    public void Carriers_keep_their_own_speed_and_reliability()
    {
        Dictionary<(int, int, int), StatusRow> delivered = DeliveredOf(_month);
        var late = _month.Orders.Where(order => delivered.ContainsKey(Key(order))).GroupBy(order => order.Carrier)
            .ToDictionary(carrier => carrier.Key, carrier => carrier.Average(order => delivered[Key(order)].At > order.PromisedAt ? 1.0 : 0));

        Assert.True(late[0] < late[1] && late[1] < late[2] && late[2] < late[3]);
    }

    [Fact]
    public void Returns_are_a_sixth_of_the_delivered_value()
    {
        HashSet<(int, int, int)> returned =
            [.. _month.Changes.Where(change => change.Status == OrderStatus.Returned).Select(change => Key(change))];
        Dictionary<(int, int, int), StatusRow> delivered = DeliveredOf(_month);
        SalesRow[] settled = [.. _month.Orders.Where(order =>
            delivered.TryGetValue(Key(order), out StatusRow row) && row.At.Day < SimulatedCells.StartDay + 5)];

        double value = settled.Sum(order => (double)(order.UnitPrice * order.Quantity).Cents);
        double back = settled.Where(order => returned.Contains(Key(order))).Sum(order => (double)(order.UnitPrice * order.Quantity).Cents);
        Assert.InRange(back / value, 0.155, 0.195);
    }

    [Fact]
    public void Weights_stay_below_a_hundred_kilograms() =>
        Assert.All(_month.Orders, order => Assert.InRange(order.Weight.Grams, 50, 99_999));

    private static Dictionary<(int, int, int), StatusRow> DeliveredOf(SimulatedCells cells) =>
        cells.Changes.Where(change => change.Status == OrderStatus.Delivered).ToDictionary(change => Key(change));

    private static (int, int, int) Key(SalesRow order) => (order.Id.Day, order.Id.Cell, order.Id.Sequence);

    private static (int, int, int) Key(StatusRow change) => (change.Id.Day, change.Id.Cell, change.Id.Sequence);

    /// <summary>Each share is met within five standard deviations of its count.</summary>
    private static void AssertShares(int[] found, IReadOnlyList<decimal> shares)
    {
        int count = found.Sum();
        double[] expected = [.. shares.Select(share => (double)(share / shares.Sum()) * count)];
        Assert.All(
            Enumerable.Range(0, found.Length),
            i => Assert.InRange(found[i], expected[i] - (5 * Math.Sqrt(expected[i])), expected[i] + (5 * Math.Sqrt(expected[i]))));
        Assert.InRange(ChiSquare.Of(found, expected), 0, found.Length + (6 * Math.Sqrt(2 * found.Length)));
    }

    /// <summary>Four weeks of the four cells of scale 1.</summary>
    public sealed class Month
    {
        public const int Days = 28;

        internal SimulatedCells Cells { get; } = SimulatedCells.Play(FaultPlan.None, Days, new CellRange(0, 3));
    }
}
