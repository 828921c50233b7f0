using FsCheck;
using FsCheck.Fluent;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Speed.Rules;
using Xunit;

namespace Waybill.Tests.Speed.Engine;

public sealed class TruckTableProperties
{
    private static readonly RoutePoint[] Points =
    [
        new("naivasha-mombasa", 1, "Naivasha", -716_700, 36_435_900, 50),
        new("naivasha-mombasa", 2, "Nairobi", -1_286_400, 36_817_200, 50),
        new("naivasha-mombasa", 3, "Athi River", -1_456_300, 36_978_500, 50),
        new("naivasha-mombasa", 4, "Emali", -2_080_600, 37_470_000, 50),
        new("naivasha-mombasa", 5, "Mtito Andei", -2_690_000, 38_166_700, 50),
        new("naivasha-mombasa", 6, "Voi", -3_396_100, 38_556_100, 50),
        new("naivasha-mombasa", 7, "Mariakani", -3_862_000, 39_474_500, 50),
        new("naivasha-mombasa", 8, "Mombasa", -4_043_500, 39_668_200, 50),
    ];

    /// <summary>The rules of the repository with every other signal, and rows for a truck.</summary>
    private static readonly AlertRules Rules = Seeds.Rules.With(
        [
            Own("cargo_warm", AlertSignal.CargoTempAbove, 20_000, 19_999),
            Own("cargo_cold", AlertSignal.CargoTempBelow, 20_000, 20_000),
            Own("damp", AlertSignal.HumidityAbove, 20_000, 20_000) with { HoldSeconds = 60 },
            Own("dry", AlertSignal.HumidityBelow, 20_000, 20_001),
            Own("hot_day", AlertSignal.AmbientAbove, 20_000, 20_000) with { TruckId = "TRK-1", Cargo = "milk" },
            Own("tank", AlertSignal.FuelBelow, 40_001, 50_000) with { HoldSeconds = 120 },
            Own("battery", AlertSignal.BatteryVBelow, 20_000, 20_001) with { Cargo = "vaccines" },
            Own("too_warm", AlertSignal.TempAbove, 6_700, 6_300) with { TruckId = "TRK-0", HoldSeconds = 30 },
            new AlertRule { Rule = "silence", Signal = AlertSignal.Silence, HoldSeconds = 60, TruckId = "TRK-2" },
        ],
        "test");

    /// <summary>What does not depend on receptions; without rules that need the fields that are kept apart.</summary>
    private static readonly AlertRules HoldRules = new(Seeds.Rules.Rows.Where(r => r.Signal != AlertSignal.Silence), "test");

    [Fact, Long]
    public void Alerts_are_those_of_the_plain_reference_whatever_arrives() =>
        Check(seed =>
        {
            var random = new RandomTelemetry(seed);
            var arrivals = random.Receive(random.Double(random.Shuffle(random.Make(), excessSeconds: 400)));
            Instant clock = arrivals.Max(a => a.ReceivedAt).AddSeconds(random.Next(2) * random.Next(1_200));
            var expected = new ReferenceRules(Rules, Points).Run(arrivals, clock);

            var story = new Story(Rules);
            foreach (var (reading, receivedAt) in arrivals)
            {
                story.Hear(reading, receivedAt);
                Interrupt(story, random.Next(20));
            }

            story.Finish(clock);
            AssertSame(expected, story.Alerts);
            Assert.Equal(expected.Values.Where(a => a.End == AlertEnd.Open).Select(a => a.AlertId).Order(), story.Table.OpenAlerts().Select(a => a.AlertId).Order());
        });

    [Fact, Long]
    public void Any_order_within_the_lateness_and_any_doubles_give_the_same_alerts() =>
        Check(seed =>
        {
            var random = new RandomTelemetry(seed);
            var readings = random.Make();
            var straight = Alerts(readings.OrderBy(r => r.At));

            var shuffled = Alerts(random.Shuffle(readings));
            var doubled = Alerts(random.Shuffle(readings).SelectMany(r => Enumerable.Repeat(r, 1 + random.Next(3))));

            AssertSame(straight, shuffled);
            AssertSame(straight, doubled);
        });

    [Fact, Long]
    public void A_snapshot_in_the_middle_changes_nothing() =>
        Check(seed =>
        {
            var random = new RandomTelemetry(seed);
            var arrivals = random.Receive(random.Shuffle(random.Make(), excessSeconds: 100));
            int middle = random.Next(arrivals.Count);
            var through = new Story(Rules);
            var restarted = new Story(Rules);

            for (int i = 0; i < arrivals.Count; i++)
            {
                through.Hear(arrivals[i].Reading, arrivals[i].ReceivedAt);
                restarted.Hear(arrivals[i].Reading, arrivals[i].ReceivedAt);
                if (i == middle)
                {
                    through.Settle();
                    restarted.Restart();
                }
            }

            through.Finish(arrivals.Max(a => a.ReceivedAt));
            restarted.Finish(arrivals.Max(a => a.ReceivedAt));
            Assert.Equal(through.Said, restarted.Said);
            Assert.Equal(through.Table.OpenAlerts(), restarted.Table.OpenAlerts());
            Assert.Equal((through.Table.Used, through.Table.Late, through.Table.Clock), (restarted.Table.Used, restarted.Table.Late, restarted.Table.Clock));
        });

    [Fact, Long]
    public void What_is_made_up_for_these_tests_brings_every_alert_to_both_ends()
    {
        var alerts = Enumerable.Range(0, 200).SelectMany(seed =>
        {
            var random = new RandomTelemetry(seed);
            var arrivals = random.Receive(random.Shuffle(random.Make()));
            return new ReferenceRules(Rules, Points).Run(arrivals, arrivals.Max(a => a.ReceivedAt)).Values;
        });

        var found = alerts.Select(a => (a.Rule, a.End)).Distinct().ToList();

        Assert.Empty(Rules.Names.SelectMany(r => new[] { (r, AlertEnd.Open), (r, AlertEnd.Cleared), (r, AlertEnd.TripEnded) })
            .Where(p => p != ("silence", AlertEnd.TripEnded)).Except(found));
    }

    private static AlertRule Own(string rule, AlertSignal signal, int limit, int clear) =>
        new() { Rule = rule, Signal = signal, LimitMilli = limit, ClearMilli = clear };

    private static void Interrupt(Story story, int chance)
    {
        switch (chance)
        {
            case 0:
                story.Restart();
                break;
            case 1:
                story.Settle();
                break;
            case 2:
                story.Advance(story.Table.Clock);
                break;
        }
    }

    private static Dictionary<string, Alert> Alerts(IEnumerable<TelemetryReading> readings)
    {
        var story = new Story(HoldRules);
        foreach (TelemetryReading reading in readings)
        {
            story.Hear(reading);
        }

        story.Finish(story.Table.Clock);
        return story.Alerts;
    }

    private static void AssertSame(Dictionary<string, Alert> expected, Dictionary<string, Alert> actual) =>
        Assert.Equal(expected.Values.OrderBy(a => a.AlertId), actual.Values.OrderBy(a => a.AlertId));

    private static void Check(Action<int> property) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
