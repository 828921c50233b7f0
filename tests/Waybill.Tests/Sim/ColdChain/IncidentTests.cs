using Waybill.Events.ColdChain;
using Waybill.Sim.ColdChain;
using Xunit;

namespace Waybill.Tests.Sim.ColdChain;

public sealed class IncidentTests
{
    private static readonly Lazy<PlayedTrucks> Troubled = new(() => PlayedTrucks.Play(
        days: 6, new ColdChainSettings { Trucks = 16, IncidentShares = [.. Enumerable.Repeat(0.1m, IncidentKinds.Count)] }));

    [Fact]
    public void Every_kind_happens_and_each_trip_has_one_at_most()
    {
        List<IncidentRow> incidents = Troubled.Value.Incidents;

        Assert.Equal(Enum.GetValues<IncidentKind>(), incidents.Select(incident => incident.Kind).Distinct().Order());
        Assert.Equal(incidents.Count, incidents.Select(incident => incident.TripId).Distinct().Count());
        Assert.Equal(incidents.Count, incidents.Select(incident => incident.IncidentId).Distinct().Count());
        Assert.All(incidents, incident => Assert.True(incident.EndedAt > incident.StartedAt && incident.Cause.Length > 0));
    }

    [Fact]
    public void A_dead_compressor_does_not_run_and_the_air_gets_warm()
    {
        foreach ((IncidentRow incident, List<SeenReading> during) in Of(IncidentKind.CompressorFailure))
        {
            Assert.All(during, reading => Assert.False(reading.ReeferOn));
            if (incident.EndedAt.Seconds - incident.StartedAt.Seconds > 3 * 3_600)
            {
                Assert.True(during.Max(reading => reading.Temp) > during[0].SetPoint + 2, incident.TripId);
            }
        }
    }

    [Fact]
    public void A_failing_compressor_runs_all_the_time_in_the_end_and_the_air_gets_warm()
    {
        foreach ((IncidentRow incident, List<SeenReading> during) in Of(IncidentKind.SlowCompressorFailure))
        {
            if (incident.EndedAt.Seconds - incident.StartedAt.Seconds > 4 * 3_600)
            {
                Assert.True(during[^1].Temp > during[^1].SetPoint + 1, incident.TripId);
                Assert.All(during.TakeLast(100), reading => Assert.True(reading.ReeferOn));
            }
        }
    }

    [Fact]
    public void A_door_that_was_left_open_is_open_while_the_truck_moves()
    {
        foreach ((IncidentRow incident, List<SeenReading> during) in Of(IncidentKind.DoorLeftOpen))
        {
            Assert.True(during.Count(reading => reading is { DoorOpen: true, Speed: > 5 }) > 10, incident.TripId);
        }
    }

    [Fact]
    public void A_wrong_set_point_is_what_the_truck_reports_until_somebody_sees_it()
    {
        foreach ((IncidentRow incident, List<SeenReading> during) in Of(IncidentKind.WrongSetPoint))
        {
            double right = during[0].Cargo switch { "milk" => 4, "flowers" => 2, _ => 5 };
            Assert.All(during, reading => Assert.NotEqual(right, reading.SetPoint));
            Assert.True(during.Exists(reading => Math.Abs((reading.Temp ?? 0) - right) > 1), incident.TripId);
        }
    }

    [Fact, Long]
    public void A_stuck_sensor_repeats_itself_and_a_dead_one_says_nothing()
    {
        foreach ((IncidentRow incident, List<SeenReading> during) in Of(IncidentKind.SensorStuck))
        {
            Assert.True(during.Count > 80, incident.TripId);
            Assert.Single(during.Select(reading => reading.Temp).Distinct());
        }

        foreach ((IncidentRow _, List<SeenReading> during) in Of(IncidentKind.SensorDead))
        {
            Assert.All(during, reading => Assert.Null(reading.Temp));
        }
    }

    [Fact]
    public void In_a_radio_gap_nothing_gets_through_and_afterwards_everything_in_order()
    {
        foreach ((IncidentRow incident, List<SeenReading> during) in Of(IncidentKind.RadioGap))
        {
            Assert.All(during, reading => Assert.True(reading.ReceivedAt >= incident.EndedAt.Seconds));
            Assert.All(during.Zip(during.Skip(1)), pair => Assert.True(pair.Second.ReceivedAt > pair.First.ReceivedAt));
        }
    }

    [Fact]
    public void Thieves_take_more_than_a_tenth_of_the_tank_from_a_standing_truck()
    {
        foreach ((IncidentRow incident, List<SeenReading> during) in Of(IncidentKind.FuelTheft))
        {
            Assert.All(during, reading => Assert.Equal(0, reading.Speed));
            List<SeenReading> before = Around(incident, -400, 0);
            Assert.True(before.Max(reading => reading.Fuel) - during.Min(reading => reading.Fuel) > 10, incident.TripId);
        }
    }

    [Fact]
    public void A_deviating_truck_is_kilometres_away_from_its_road_and_comes_back()
    {
        foreach ((IncidentRow incident, List<SeenReading> during) in Of(IncidentKind.RouteDeviation))
        {
            string line = $"{incident.TripId}: {string.Join(' ', during.Select(reading => Kilometres(reading).ToString("0.0")))}";
            Assert.True(during.Max(Kilometres) > 2.5, line);
            Assert.True(Kilometres(during[0]) < 1 && Kilometres(during[^1]) < 1, line);
        }
    }

    [Fact]
    public void A_truck_that_broke_down_stands_with_its_engine_off()
    {
        foreach ((IncidentRow _, List<SeenReading> during) in Of(IncidentKind.Breakdown))
        {
            Assert.All(during, reading => Assert.True(reading is { Speed: 0, EngineOn: false }));
            Assert.True(during.Count >= 85);
        }
    }

    private static double Kilometres(SeenReading reading)
    {
        Road road = RoadMap.Default.Roads.Single(candidate => candidate.Id == reading.Route);
        return road.Points.Zip(road.Points.Skip(1)).Min(leg => Kilometres(reading, leg.First, leg.Second));
    }

    private static double Kilometres(SeenReading reading, RoadPoint from, RoadPoint to)
    {
        (double X, double Y) Flat(double latitude, double longitude) => (longitude * 111.195, latitude * 110.574);
        (double px, double py) = Flat(reading.Latitude, reading.Longitude);
        (double ax, double ay) = Flat(from.LatitudeMicro / 1e6, from.LongitudeMicro / 1e6);
        (double bx, double by) = Flat(to.LatitudeMicro / 1e6, to.LongitudeMicro / 1e6);
        double along = Math.Clamp((((px - ax) * (bx - ax)) + ((py - ay) * (by - ay))) / (Math.Pow(bx - ax, 2) + Math.Pow(by - ay, 2)), 0, 1);
        return Math.Sqrt(Math.Pow(px - ax - (along * (bx - ax)), 2) + Math.Pow(py - ay - (along * (by - ay)), 2));
    }

    /// <summary>Incidents of a kind with the readings between their start and their end.</summary>
    private static List<(IncidentRow Incident, List<SeenReading> During)> Of(IncidentKind kind)
    {
        List<(IncidentRow, List<SeenReading>)> found =
            [.. Troubled.Value.Incidents.Where(incident => incident.Kind == kind).Select(incident => (incident, Around(incident, 0, 0)))];
        found.RemoveAll(pair => pair.Item2.Count == 0);
        Assert.NotEmpty(found);
        return found;
    }

    /// <summary>Readings of the incident's trip from its start (or so many seconds before) to before its end.</summary>
    private static List<SeenReading> Around(IncidentRow incident, int before, int after) =>
    [
        .. Troubled.Value.Readings
            .Where(reading => reading.Trip == incident.TripId
                && reading.Seconds >= incident.StartedAt.Seconds + before && reading.Seconds < incident.EndedAt.Seconds + after)
            .OrderBy(reading => reading.Seconds),
    ];
}
