using Waybill.Events.ColdChain;
using Waybill.Sim.ColdChain;
using Xunit;

namespace Waybill.Tests.Sim.ColdChain;

public sealed class TruckPhysicsTests
{
    private static readonly Lazy<PlayedTrucks> Quiet = new(() => PlayedTrucks.Play(
        days: 4, new ColdChainSettings { Trucks = 16, IncidentShares = [.. Enumerable.Repeat(0m, IncidentKinds.Count)], DropShare = 0 }));

    private static readonly Lazy<PlayedTrucks> WithDrops = new(() => PlayedTrucks.Play(
        days: 3, new ColdChainSettings { Trucks = 12, IncidentShares = [.. Enumerable.Repeat(0m, IncidentKinds.Count)], DropShare = 1 }));

    [Fact]
    public void In_transit_the_air_saws_around_the_set_point_by_a_fifth_of_a_degree_about_every_fifty_minutes()
    {
        List<SeenReading> transit = [.. InTransit(Quiet.Value)];
        double[] off = [.. transit.Select(reading => (reading.Temp ?? 0) - reading.SetPoint)];
        double deviation = Math.Sqrt(off.Average(value => value * value) - Math.Pow(off.Average(), 2));
        int starts = transit.Zip(transit.Skip(1)).Count(pair => pair.First.Trip == pair.Second.Trip && !pair.First.ReeferOn && pair.Second.ReeferOn);
        double minutes = transit.Count * 0.5 / starts;

        Assert.InRange(off.Average(), -0.1, 0.1);
        Assert.InRange(deviation, 0.17, 0.25);
        Assert.InRange(minutes, 42, 60);
    }

    [Fact]
    public void Goods_change_over_hours_and_stay_between_the_limits_when_nothing_goes_wrong()
    {
        Assert.Empty(Quiet.Value.Breaches);
        foreach (SeenReading reading in Quiet.Value.Readings.Where(reading => reading.CargoTemp is not null))
        {
            Assert.InRange((reading.CargoTemp ?? 0) - reading.SetPoint, -0.5, 1.1);
        }
    }

    [Fact, Long]
    public void Doors_that_are_opened_on_the_way_let_air_in_that_is_cooled_again_within_the_hour()
    {
        List<SeenReading> readings = WithDrops.Value.Readings;
        List<double> seen = [];
        foreach (List<SeenReading> truck in ByTruck(readings))
        {
            for (int i = 1; i + 130 < truck.Count; i++)
            {
                if (truck[i - 1].DoorOpen && !truck[i].DoorOpen && truck[i].Speed == 0 && truck[i].Trip is not null && truck[i + 130].Trip == truck[i].Trip
                    && truck[i - 60].Speed > 0 && truck.GetRange(i, 60).Exists(reading => reading.Speed > 0))
                {
                    seen.Add((truck[i].Temp ?? 0) - truck[i].SetPoint);
                    Assert.InRange((truck[i + 130].Temp ?? 0) - truck[i].SetPoint, -0.6, 0.9);
                }
            }
        }

        Assert.True(seen.Count > 8, $"{seen.Count} openings");
        Assert.InRange(seen.Min(), 0.3, 3);
        Assert.InRange(seen.Average(), 2, 5);
    }

    [Fact]
    public void A_laden_truck_burns_what_such_trucks_burn()
    {
        foreach (TripTruthRow trip in Quiet.Value.Trips)
        {
            double litres = trip.FuelMillilitres / 1_000.0 / (trip.DistanceMetres / 100_000.0);
            Assert.InRange(litres, 31, 50);
        }

        Assert.InRange(Quiet.Value.Trips.Sum(trip => trip.FuelMillilitres) * 100.0 / Quiet.Value.Trips.Sum(trip => trip.DistanceMetres), 33, 45);
    }

    [Fact]
    public void The_long_haul_is_570_km_and_ten_to_thirteen_hours_of_driving()
    {
        TripTruthRow[] hauls = [.. Quiet.Value.Trips.Where(trip => trip.Route == "naivasha-mombasa")];

        Assert.True(hauls.Length >= 10, $"{hauls.Length} trips");
        Assert.All(hauls, trip => Assert.InRange(trip.DistanceMetres, 565_000, 575_000));
        Assert.All(hauls, trip => Assert.InRange(trip.DrivingSeconds, 9.5 * 3_600, 13.5 * 3_600));
        Assert.InRange(hauls.Average(trip => trip.DrivingSeconds), 10 * 3_600, 13 * 3_600);
        Assert.All(hauls, trip => Assert.True(trip.ArrivedAt.Seconds - trip.DepartedAt.Seconds >= trip.DrivingSeconds));
    }

    [Fact, Long]
    public void The_odometer_grows_by_the_distance_and_places_follow_it()
    {
        foreach (TripTruthRow trip in Quiet.Value.Trips)
        {
            List<SeenReading> readings = [.. Quiet.Value.Readings.Where(reading => reading.Trip == trip.TripId)];
            double driven = readings[^1].Odometer - readings[0].Odometer;
            double line = readings.Zip(readings.Skip(1)).Sum(pair => Kilometres(pair.First, pair.Second));

            Assert.Equal(trip.DistanceMetres / 1_000.0, driven, 0.002);
            Assert.InRange(driven / line, 1.05, 1.09);
            Assert.Equal(readings.Count, trip.ReadingsMade);
            Assert.Equal(readings.Count, trip.ReadingsWritten);
        }
    }

    [Fact]
    public void Nobody_is_faster_than_a_truck_can_be_and_most_keep_to_the_limit()
    {
        double[] speeds = [.. Quiet.Value.Readings.Select(reading => reading.Speed ?? 0).Where(speed => speed > 0)];

        Assert.True(speeds.Max() <= 110);
        Assert.InRange(speeds.Count(speed => speed > 80) / (double)speeds.Length, 0.001, 0.04);
        Assert.InRange(speeds.Average(), 44, 57);
    }

    [Fact]
    public void The_tank_sloshes_on_the_road_is_filled_in_steps_and_is_never_empty()
    {
        foreach (List<SeenReading> truck in ByTruck(Quiet.Value.Readings))
        {
            List<SeenReading> standing = [.. truck.Where(reading => reading.Speed == 0)];
            Assert.True(truck.Min(reading => reading.Fuel) > 3);
            Assert.All(standing.Zip(standing.Skip(1)), pair =>
                Assert.True(pair.Second.Fuel > pair.First.Fuel - 0.6 || pair.Second.Seconds > pair.First.Seconds + 60, pair.Second.Line));
        }

        Assert.Contains(Quiet.Value.Readings.Zip(Quiet.Value.Readings.Skip(1)), pair =>
            pair.First.Truck == pair.Second.Truck && pair.First.Speed == 0 && pair.Second.Fuel > pair.First.Fuel + 3);
    }

    [Fact]
    public void It_is_warmer_at_the_coast_and_in_the_afternoon()
    {
        double Mean(Func<SeenReading, bool> which) => Quiet.Value.Readings.Where(which).Average(reading => reading.Ambient ?? 0);

        Assert.InRange(Mean(reading => reading.Latitude < -3.9), 25, 31);
        Assert.InRange(Mean(reading => reading is { Latitude: > -1.4, Latitude: < -0.6 }), 14, 21);
        Assert.True(Mean(reading => reading.Seconds / 3_600 % 24 == 11) > Mean(reading => reading.Seconds / 3_600 % 24 == 23) + 5);
    }

    [Fact]
    public void Between_trips_the_engine_is_off_and_the_body_is_kept_cool()
    {
        SeenReading[] parked = [.. Quiet.Value.Readings.Where(reading => reading.Trip is null)];

        Assert.All(parked, reading => Assert.True(!reading.EngineOn && reading is { Speed: 0, DoorOpen: false, Cargo: null, Route: null, CargoTemp: null }));
        Assert.True(parked.Max(reading => reading.Temp) < 7);
    }

    private static double Kilometres(SeenReading from, SeenReading to)
    {
        double north = (to.Latitude - from.Latitude) * 110.574;
        double east = (to.Longitude - from.Longitude) * 111.195;
        double distance = Math.Sqrt((north * north) + (east * east));
        return from.Speed == 0 && to.Speed == 0 ? 0 : distance;
    }

    private static IEnumerable<List<SeenReading>> ByTruck(IEnumerable<SeenReading> readings) =>
        readings.GroupBy(reading => reading.Truck).Select(truck => truck.OrderBy(reading => reading.Seconds).ToList());

    /// <summary>Readings of trips from an hour after they began to move until they arrive.</summary>
    private static IEnumerable<SeenReading> InTransit(PlayedTrucks played)
    {
        Dictionary<string, TripTruthRow> trips = played.Trips.ToDictionary(trip => trip.TripId);
        return ByTruck(played.Readings).SelectMany(truck => truck.Where(reading => reading.Trip is { } id && trips.TryGetValue(id, out TripTruthRow trip)
            && reading.Seconds > trip.DepartedAt.Seconds + 3_600 && reading.Seconds < trip.ArrivedAt.Seconds));
    }
}
