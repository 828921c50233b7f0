using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Tests.Speed.Engine;

/// <summary>Readings of a few trucks around every limit, in an order and with doubles that a seed decides.</summary>
internal sealed class RandomTelemetry
{
    private const int LatenessSeconds = 600;
    private const int Missing = TelemetryReading.Missing;
    private static readonly double[] Steps = [0.000001, 0.5, 1, 30, 30, 30, 30, 30, 59, 60, 60, 120, 299, 300, 599, 600, 600.000001, 900, 1_800, 4_000];
    private static readonly int[] Temps =
        [Missing, 4_500, 5_000, 5_001, 6_000, 6_300, 6_500, 6_501, 6_700, 6_900, 7_000, 7_001, 8_000, 8_001, 9_000, -500, -499, 0, 1, 500, 1_999, 2_000, 2_500];

    private static readonly int[] Speeds = [Missing, 0, 0, 0, 5_000, 5_001, 80_000, 80_001];
    private static readonly int[] Fuels = [Missing, 50_000, 50_000, 40_000, 40_001, 39_999, 60_000];
    private static readonly int[] Odometers = [-1, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 2_000];
    private static readonly int[] Others = [Missing, 20_000, 20_001, 19_999, 30_000];
    private static readonly string?[] Cargos = [null, "milk", "flowers", "vaccines", "honey"];
    private static readonly string?[] Routes = [null, "naivasha-mombasa", "nowhere"];

    // Off the leg from Emali to Mtito Andei by nothing, and by about one and two kilometres either way.
    private static readonly (int Latitude, int Longitude)[] Places =
        [(Missing, Missing), (-2_380_000, 37_812_000), (-2_380_000, 37_824_000), (-2_380_000, 37_830_000), (-2_380_000, 37_840_000), (-2_380_000, 37_785_000), (-4_060_000, 39_680_000)];

    private readonly Random _random;

    /// <summary>What a truck does for a while, so that what must last does.</summary>
    private enum Mood
    {
        Any,
        Stuck,
        Dead,
        Cold,
        Rising,
        Standing,
        Fast,
    }

    public RandomTelemetry(int seed) => _random = new Random(seed);

    /// <summary>Readings by their time.</summary>
    public List<TelemetryReading> Make()
    {
        var readings = new List<TelemetryReading>();
        int trucks = _random.Next(1, 4);
        for (int truck = 0; truck < trucks; truck++)
        {
            double at = _random.Next(80_000, 86_400);
            int trip = 0;
            string? cargo = Pick(Cargos);
            string? route = Pick(Routes);
            int temp = 6_000;
            var mood = Mood.Any;
            int readingsOfTruck = _random.Next(1, 150);
            bool calm = _random.Next(2) == 0;
            for (int i = 0; i < readingsOfTruck; i++)
            {
                at += calm ? 30 : Pick(Steps);
                trip += _random.Next(40) == 0 ? 1 : 0;
                cargo = _random.Next(50) == 0 ? Pick(Cargos) : cargo;
                mood = _random.Next(25) == 0 ? (Mood)_random.Next((int)Mood.Fast + 1) : mood;
                temp = NextTemp(mood, temp);

                // Now and then a reading belongs to the trip before or after.
                int of = Math.Max(0, trip + (_random.Next(12) == 0 ? _random.Next(-1, 2) : 0));
                readings.Add(Reading(at, $"TRK-{truck}", of % 3 == 2 ? null : $"TRP-{of}", temp, cargo, route, mood));
            }
        }

        return [.. readings.DistinctBy(r => (r.TruckId, r.TripId, r.At))];
    }

    /// <summary>In an order of arrival; with an excess some come later than the lateness allows.</summary>
    public List<TelemetryReading> Shuffle(IEnumerable<TelemetryReading> readings, int excessSeconds = 0)
    {
        bool tidy = _random.Next(4) == 0;
        return [.. readings
            .Select(r => (Reading: r, Arrives: r.At.Microseconds + (tidy ? 0 : _random.NextInt64((LatenessSeconds + excessSeconds) * Instant.MicrosecondsPerSecond))))
            .OrderBy(r => r.Arrives)
            .Select(r => r.Reading)];
    }

    /// <summary>Some readings once more, later, with other values.</summary>
    public List<TelemetryReading> Double(IReadOnlyList<TelemetryReading> readings)
    {
        var doubled = readings.ToList();
        for (int i = _random.Next(0, 10); i > 0; i--)
        {
            int from = _random.Next(doubled.Count);
            doubled.Insert(_random.Next(from + 1, doubled.Count + 1), doubled[from] with { TempMilli = Pick(Temps), SpeedMilliKmh = Pick(Speeds) });
        }

        return doubled;
    }

    /// <summary>When each was received: now and then after a long silence, or with a broker's clock that steps back.</summary>
    public List<(TelemetryReading Reading, Instant ReceivedAt)> Receive(IEnumerable<TelemetryReading> readings)
    {
        double clock = 90_000;
        var received = new List<(TelemetryReading, Instant)>();
        foreach (TelemetryReading reading in readings)
        {
            clock += _random.Next(15) switch { 0 => 600, 1 => 601, 2 => 3_000, 3 => -5, _ => 1 };
            received.Add((reading, Speed.Reading.At(clock).At));
        }

        return received;
    }

    public int Next(int below) => _random.Next(below);

    private TelemetryReading Reading(double at, string truck, string? trip, int temp, string? cargo, string? route, Mood mood)
    {
        (int latitude, int longitude) = Pick(Places);
        return Speed.Reading.At(at, temp, truck, trip) with
        {
            Cargo = cargo,
            Route = route,
            FuelMilli = Pick(Fuels),
            OdometerMetres = Pick(Odometers),
            SpeedMilliKmh = mood switch { Mood.Standing => 0, Mood.Fast => 80_001, _ => Pick(Speeds) },
            LatitudeMicro = latitude,
            LongitudeMicro = longitude,
            CargoTempMilli = Pick(Others),
            AmbientMilli = Pick(Others),
            HumidityMilli = Pick(Others),
            BatteryMilli = Pick(Others),
            EngineOn = mood == Mood.Standing ? true : Pick<bool?>([null, true, true, false]),
            DoorOpen = Pick<bool?>([null, false, false, false, true]),
            Harsh = _random.Next(10) == 0 ? HarshEvent.Braking : HarshEvent.None,
            IsFull = _random.Next(5) > 0,
        };
    }

    private int NextTemp(Mood mood, int temp) => mood switch
    {
        Mood.Stuck => temp,
        Mood.Dead => Missing,
        Mood.Cold => -500 - _random.Next(3),
        Mood.Rising => temp == Missing ? 3_000 : temp + _random.Next(60),
        _ => _random.Next(4) == 0 ? Pick(Temps) : temp == Missing ? 6_000 : temp + _random.Next(-20, 60),
    };

    private T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];
}
