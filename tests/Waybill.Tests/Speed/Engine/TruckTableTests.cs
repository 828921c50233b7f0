using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Speed.Engine;
using Waybill.Speed.Rules;
using Xunit;

namespace Waybill.Tests.Speed.Engine;

public sealed class TruckTableTests
{
    private static readonly AlertRules Warm = new(
        [new AlertRule { Rule = "warm", Signal = AlertSignal.TempAbove, LimitMilli = 7_000, ClearMilli = 6_500, HoldSeconds = 60 }], "test");

    private static readonly AlertRules Quiet = new([new AlertRule { Rule = "silence", Signal = AlertSignal.Silence, HoldSeconds = 600 }], "test");

    [Fact]
    public void An_alert_opens_when_it_has_lasted_and_closes_when_all_is_well()
    {
        var story = new Story(Warm);

        Hear(story, (0, 7_001), (59, 7_300), (60, 7_200), (70, 6_900), (80, 6_500));

        Assert.Equal([AlertChangeKind.Opened, AlertChangeKind.Closed], Kinds(story));
        Alert alert = story.Said[^1].Alert;
        Assert.Equal((Reading.At(0).At, Reading.At(60).At, Reading.At(80).At), (alert.StartedAt, alert.OpenedAt, alert.ClosedAt));
        Assert.Equal((7_000, 7_200, 7_300, 3), (alert.LimitValue, alert.OpeningValue, alert.PeakValue, alert.BadReadings));
        Assert.Equal(AlertIds.Of("warm", "TRK-0001", "TRP-1", 1_767_398_400_000_000), alert.AlertId);
    }

    [Fact]
    public void An_id_is_the_start_of_the_md5_of_what_the_alert_is_about() =>
        Assert.Equal("0a895102e1d484e9", AlertIds.Of("too_warm", "TRK-0001", "TRP-1", 1_767_398_400_000_000));

    [Fact]
    public void A_run_that_ends_before_it_has_lasted_is_no_alert()
    {
        var story = new Story(Warm);

        Hear(story, (0, 7_001), (59.999999, 7_300), (60, 6_500), (61, 7_001));

        Assert.Empty(story.Said);
    }

    [Fact]
    public void A_gap_is_unknown_and_never_safe()
    {
        var story = new Story(Warm);

        Hear(story, (0, 7_001), (5_000, Reading.Missing), (9_000, 7_001));

        Assert.Equal(Reading.At(9_000).At, Assert.Single(story.Alerts.Values).OpenedAt);
    }

    [Fact]
    public void Figures_are_said_anew_when_they_are_worse_by_much_or_after_a_minute()
    {
        var story = new Story(Warm);

        Hear(story, (0, 7_100), (60, 7_100), (70, 7_599), (80, 7_600), (81, 7_600), (139, 7_600), (140, 7_000), (141, 7_001));

        Assert.Equal([AlertChangeKind.Opened, AlertChangeKind.Updated, AlertChangeKind.Updated], Kinds(story));
        Assert.Equal([2, 4, 7], story.Said.Select(s => s.Alert.BadReadings));
        Assert.Equal(7, story.Table.OpenAlerts()[0].BadReadings);
    }

    [Fact]
    public void A_late_comer_can_show_that_an_alert_never_was()
    {
        var story = new Story(Warm);
        Hear(story, (0, 7_001), (60, 7_001));

        Hear(story, (30, 6_000));
        story.Settle();

        Assert.Equal([AlertChangeKind.Opened, AlertChangeKind.Withdrawn], Kinds(story));
        Assert.Empty(story.Table.OpenAlerts());
    }

    [Fact]
    public void A_late_comer_can_show_an_alert_that_nobody_saw()
    {
        var story = new Story(Warm);
        Hear(story, (0, 7_001), (90, 6_000));

        Hear(story, (60, 7_002));
        story.Settle();

        Assert.Equal([AlertChangeKind.Opened, AlertChangeKind.Closed], Kinds(story));
    }

    [Fact]
    public void A_reading_is_late_when_it_is_more_than_ten_minutes_behind()
    {
        var story = new Story(Warm);
        Hear(story, (1_000, 5_000));

        Assert.Equal(Acceptance.Used, story.Hear(Reading.At(400, 5_000)));
        Assert.Equal(Acceptance.Late, story.Hear(Reading.At(399.999999, 5_000)));
        Assert.Equal(Acceptance.Duplicate, story.Hear(Reading.At(400, 9_000)));
        Assert.Equal(Acceptance.Duplicate, story.Hear(Reading.At(1_000, 9_000)));
        Assert.Equal((2L, 1L, 2L), (story.Table.Used, story.Table.Late, story.Table.Duplicates));
    }

    [Fact]
    public void An_alert_ends_with_its_trip_and_comes_back_when_the_trip_goes_on()
    {
        var story = new Story(Warm);
        Hear(story, (0, 7_001), (60, 7_001));

        story.Hear(Reading.At(100, 5_000, trip: "TRP-2"));
        story.Settle();
        story.Hear(Reading.At(200, 7_001));
        story.Settle();

        Assert.Equal([AlertChangeKind.Opened, AlertChangeKind.Closed, AlertChangeKind.Updated], Kinds(story));
        Assert.Equal((AlertEnd.TripEnded, Reading.At(60).At), (story.Said[1].Alert.End, story.Said[1].Alert.ClosedAt));
        Assert.Equal((AlertEnd.Open, null, 3), (story.Said[2].Alert.End, story.Said[2].Alert.ClosedAt, story.Said[2].Alert.BadReadings));
    }

    [Fact]
    public void Without_a_trip_a_day_is_a_segment()
    {
        var story = new Story(Warm);
        story.Hear(Reading.At(86_300, 7_001, trip: null));

        story.Hear(Reading.At(86_400, 7_001, trip: null));
        story.Hear(Reading.At(86_460, 7_001, trip: null));

        Assert.Equal("2026-01-04", Assert.Single(story.Alerts.Values).Segment);
    }

    [Fact]
    public void A_truck_is_silent_when_the_clock_has_gone_on_for_longer_than_the_rule_allows()
    {
        var story = new Story(Quiet);
        story.Hear(Reading.At(0), Reading.At(10).At);

        story.Advance(Reading.At(610).At);
        Assert.Empty(story.Said);
        story.Advance(Reading.At(610.000001).At);
        story.Advance(Reading.At(700).At);
        story.Hear(Reading.At(30), Reading.At(800).At);

        Assert.Equal([AlertChangeKind.Opened, AlertChangeKind.Closed], Kinds(story));
        Alert alert = story.Said[^1].Alert;
        Assert.Equal((Reading.At(10).At, Reading.At(610).At, Reading.At(800).At), (alert.StartedAt, alert.OpenedAt, alert.ClosedAt));
    }

    [Fact]
    public void A_truck_that_switched_its_engine_off_may_be_silent()
    {
        var story = new Story(Quiet);
        story.Hear(Reading.At(0) with { EngineOn = false }, Reading.At(10).At);

        story.Advance(Reading.At(100_000).At);

        Assert.Empty(story.Said);
    }

    [Fact]
    public void Silence_of_a_trip_that_is_over_never_was()
    {
        var story = new Story(Quiet);
        story.Hear(Reading.At(0), Reading.At(0).At);
        story.Advance(Reading.At(900).At);

        story.Hear(Reading.At(1_000, trip: "TRP-2"), Reading.At(1_000).At);

        Assert.Equal([AlertChangeKind.Opened, AlertChangeKind.Withdrawn], Kinds(story));
    }

    [Fact]
    public void Silence_that_was_only_a_wait_to_be_read_never_was()
    {
        var story = new Story(Quiet);
        story.Hear(Reading.At(0), Reading.At(0).At);
        story.Advance(Reading.At(900).At);

        story.Hear(Reading.At(300), Reading.At(300).At);

        Assert.Equal([AlertChangeKind.Opened, AlertChangeKind.Withdrawn], Kinds(story));
    }

    [Fact]
    public void The_state_of_a_truck_is_told_once_with_its_latest_reading()
    {
        var story = new Story(Warm);
        Hear(story, (0, 7_001), (60, 7_001), (30, 7_002));
        story.Hear(Reading.At(5, truck: "TRK-2"));

        var states = new List<TruckState>();
        story.Table.TakeTrucks(states);
        story.Table.TakeTrucks(states);

        Assert.Equal([("TRK-0001", Reading.At(60).At, 1), ("TRK-2", Reading.At(5).At, 0)], states.Select(s => (s.Latest.TruckId, s.Latest.At, s.OpenAlerts)));
    }

    [Fact]
    public void A_segment_that_was_forgotten_does_not_begin_anew()
    {
        var table = new TruckTable(Warm, RouteTable.Empty, new EngineOptions { KeepSegmentSeconds = 3_600 });
        table.Accept(Reading.At(0, 7_001), Reading.At(0).At);
        table.Accept(Reading.At(4_000, 5_000, trip: "TRP-2"), Reading.At(4_000).At);

        Assert.Equal(Acceptance.Late, table.Accept(Reading.At(0, 7_001, trip: "TRP-0"), Reading.At(4_000).At));
        Assert.Equal(Acceptance.Used, table.Accept(Reading.At(3_000, 7_001, trip: "TRP-3"), Reading.At(4_000).At));
    }

    [Fact]
    public void The_alerts_of_a_rule_that_is_gone_are_withdrawn_by_a_restart()
    {
        var story = new Story(Warm);
        Hear(story, (0, 7_001), (60, 7_001));

        story.Restart(with: Quiet);

        Assert.Equal([AlertChangeKind.Opened, AlertChangeKind.Withdrawn], Kinds(story));
        Assert.Equal(story.Said[0].Alert.AlertId, story.Said[1].Alert.AlertId);
    }

    [Fact]
    public void A_rule_that_came_with_a_restart_finds_what_comes_after()
    {
        var story = new Story(Warm);
        story.Hear(Reading.At(0, 5_000) with { HumidityMilli = 99_000 });

        story.Restart(with: Warm.With([new AlertRule { Rule = "damp", Signal = AlertSignal.HumidityAbove, LimitMilli = 90_000 }], "test"));
        story.Hear(Reading.At(30, 5_000) with { HumidityMilli = 99_000 });

        Assert.Equal(Reading.At(30).At, Assert.Single(story.Said).Alert.StartedAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(60)]
    [InlineData(-1)]
    public void A_damaged_snapshot_is_refused(int at)
    {
        TruckTable table = Story.New(Warm);
        table.Accept(Reading.At(0, 7_001), Reading.At(0).At);
        using var stream = new MemoryStream();
        table.Save(stream);
        byte[] bytes = stream.ToArray();
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x55;

        var error = Assert.Throws<WaybillException>(() => Story.New(Warm).Load(new MemoryStream(bytes)));

        Assert.True(error.Kind is WaybillErrorKind.Corrupt or WaybillErrorKind.NewerVersion, error.Message);
    }

    [Fact]
    public void A_snapshot_that_was_cut_off_is_refused()
    {
        TruckTable table = Story.New(Warm);
        table.Accept(Reading.At(0, 7_001), Reading.At(0).At);
        using var stream = new MemoryStream();
        table.Save(stream);

        for (int length = 0; length < stream.Length; length++)
        {
            using var cut = new MemoryStream(stream.ToArray()[..length]);
            Assert.Equal(WaybillErrorKind.Corrupt, Assert.Throws<WaybillException>(() => Story.New(Warm).Load(cut)).Kind);
        }
    }

    private static AlertChangeKind[] Kinds(Story story) => [.. story.Said.Select(s => s.Kind)];

    private static void Hear(Story story, params (double At, int Temp)[] readings)
    {
        foreach ((double at, int temp) in readings)
        {
            story.Hear(Reading.At(at, temp));
        }
    }
}
