using Waybill.Cli.Reports;
using Xunit;

namespace Waybill.Tests.Cli.Reports;

public sealed class TripPageTests
{
    private static readonly DateTime Start = new(2026, 1, 3, 6, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_trip_inside_its_limits_says_so()
    {
        string page = TripPage.Write(Trip([]));

        Assert.Contains("Inside its limits in every reading.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Excursions", page, StringComparison.Ordinal);
        Assert.Contains("2.555738 °C", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trip_outside_its_limits_says_how_often_and_how_long_and_draws_the_limit()
    {
        string page = TripPage.Write(Trip([Excursion()], outside: 78.5m));

        Assert.Contains("Outside its limits 1 time, 1 h 18 min in all.", page, StringComparison.Ordinal);
        Assert.Contains("<caption>Unbroken runs of readings outside the limits", page, StringComparison.Ordinal);
        Assert.Contains("stroke:var(--bad)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_knows_is_never_called_safe()
    {
        string page = TripPage.Write(Trip([], unknown: 42m));

        Assert.Contains("For 42 min nothing is known.", page, StringComparison.Ordinal);
        Assert.Contains("class=\"verdict fail\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_other_systems_are_no_markup() =>
        Assert.Contains("TRP-&lt;script&gt;", TripPage.Write(Trip([], id: "TRP-<script>")), StringComparison.Ordinal);

    [Fact]
    public void A_gap_is_drawn_as_a_gap()
    {
        TripReading[] readings = [At(0, 4), At(1, 4.2), At(60, 5), At(61, 5.1)];

        string chart = TripChart.Draw(readings, warmLimit: null, coldLimit: null);

        string air = chart.Split('\n').Single(line => line.Contains("#2f81f7", StringComparison.Ordinal));
        Assert.Equal(2, air.Count(c => c == 'M'));
    }

    [Fact]
    public void Many_readings_keep_their_peak()
    {
        TripReading[] readings = [.. Enumerable.Range(0, 5_000).Select(i => At(i, i == 2_345 ? 11.5 : 4))];

        string chart = TripChart.Draw(readings, warmLimit: null, coldLimit: null);

        // The scale ends a degree above the peak, which is drawn near the top.
        Assert.Contains(">12</text>", chart, StringComparison.Ordinal);
        string air = chart.Split('\n').Single(line => line.Contains("#2f81f7", StringComparison.Ordinal));
        Assert.True(air.Length < 40_000);
        Assert.Contains(" 49.6", air, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trip_that_nothing_was_heard_of_has_no_picture() =>
        Assert.Equal("", TripChart.Draw([], warmLimit: 7, coldLimit: null));

    private static TripReading At(int minutes, double air) => new(Start.AddMinutes(minutes), air, 4.1, 4, 24, IsDoorOpen: false);

    private static ReportRow Excursion() => new(new Dictionary<string, object?>
    {
        ["kind"] = "warm", ["started_at"] = Start, ["ended_at"] = Start.AddMinutes(78), ["minutes"] = 78.5m, ["unknown_minutes"] = 0m,
        ["limit_c"] = 7m, ["peak_c"] = 9.1m, ["degree_minutes"] = 80m,
    });

    private static TripData Trip(IReadOnlyList<ReportRow> excursions, decimal outside = 0, decimal unknown = 0, string id = "TRP-1") => new(
        new ReportRow(new Dictionary<string, object?>
        {
            ["trip_id"] = id, ["truck_id"] = "TRK-0001", ["driver_id"] = "DRV-0002", ["route"] = "naivasha-mombasa", ["cargo"] = "milk",
            ["departed_at"] = Start, ["arrived_at"] = Start.AddHours(12), ["readings"] = 4L, ["late_readings"] = 0L, ["distance_km"] = 567.784m,
            ["unknown_minutes"] = unknown, ["minutes_outside"] = outside, ["driving_minutes"] = 627m, ["idle_minutes"] = 37.5m,
            ["door_openings"] = 3L, ["door_open_minutes"] = 87m, ["air_min_c"] = 1.62m, ["air_max_c"] = 6.92m, ["cargo_min_c"] = 2.34m,
            ["cargo_max_c"] = 2.77m, ["cargo_mkt_c"] = 2.555738m, ["air_mkt_c"] = 2.267480m, ["shelf_life_lost"] = 0.034m,
            ["fuel_litres"] = 229.95m, ["lost_litres"] = 0m, ["harsh_events"] = 28L, ["speeding_minutes"] = 0m,
        }),
        [At(0, 4), At(1, 4.2), At(2, 9.1), At(3, 4)],
        excursions,
        [],
        []);
}
