using System.Globalization;
using System.Text;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Bench;

/// <summary>
/// Readings of many trucks for half an hour, to be repeated: coolers that saw up and down and some that fail, doors, stops, a road.
/// One in a hundred readings comes three intervals late.
/// </summary>
internal sealed class FleetReadings
{
    internal const int Steps = 64;
    internal const int IntervalSeconds = 30;
    internal const int Delay = 3;

    private static readonly (double Lat, double Lon)[] Road =
        [(-0.7167, 36.4359), (-1.2864, 36.8172), (-1.4563, 36.9785), (-2.0806, 37.4700), (-2.6900, 38.1667), (-3.3961, 38.5561), (-3.8620, 39.4745), (-4.0435, 39.6682)];

    private readonly TelemetryReading[][] _steps;
    private ulong _random;

    internal FleetReadings(int firstTruck, int trucks)
    {
        Trucks = trucks;
        _random = 0x9E37_79B9_7F4A_7C15 + (ulong)firstTruck;
        string[] ids = [.. Enumerable.Range(firstTruck, trucks).Select(t => $"TRK-{t:D6}")];
        string[] trips = [.. ids.Select(id => $"TRP-260103-{id[^6..]}-0001")];
        _steps = new TelemetryReading[Steps][];
        for (int step = 0; step < Steps; step++)
        {
            _steps[step] = new TelemetryReading[trucks];
            for (int truck = 0; truck < trucks; truck++)
            {
                _steps[step][truck] = Make(ids[truck], trips[truck], truck, step);
            }
        }
    }

    internal int Trucks { get; }

    /// <summary>The reading that arrives at a place in the endless stream, its time moved on with each repetition; false when it is late.</summary>
    internal bool TryGet(long round, int step, int truck, out TelemetryReading reading)
    {
        if (IsDelayed(step, truck))
        {
            reading = default;
            return false;
        }

        ref readonly TelemetryReading made = ref _steps[step][truck];
        reading = made with { At = made.At.AddSeconds(round * Steps * IntervalSeconds) };
        return true;
    }

    /// <summary>The reading of three intervals before that arrives only now.</summary>
    internal bool TryGetDelayed(long round, int step, int truck, out TelemetryReading reading)
    {
        reading = default;
        if (step < Delay || !IsDelayed(step - Delay, truck))
        {
            return false;
        }

        ref readonly TelemetryReading made = ref _steps[step - Delay][truck];
        reading = made with { At = made.At.AddSeconds(round * Steps * IntervalSeconds) };
        return true;
    }

    /// <summary>A reading as a sender writes it.</summary>
    internal static byte[] Line(in TelemetryReading r) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"truck_id":"{{r.TruckId}}","temp":{{r.TempMilli / 1000m:F2}},"fuel":{{r.FuelMilli / 1000m:F2}},"timestamp":{{r.At.Seconds}},"trip_id":"{{r.TripId}}","seq":{{r.Seq}},"lat":{{r.LatitudeMicro / 1e6m:F6}},"lon":{{r.LongitudeMicro / 1e6m:F6}},"speed_kmh":{{r.SpeedMilliKmh / 1000m:F1}},"heading":{{r.Heading}},"odometer_km":{{r.OdometerMetres / 1000m:F3}},"engine_on":true,"door_open":{{(r.DoorOpen == true ? "true" : "false")}},"set_point":{{r.SetPointMilli / 1000m:F2}},"cargo_temp":{{r.CargoTempMilli / 1000m:F2}},"ambient":{{r.AmbientMilli / 1000m:F2}},"humidity":{{r.HumidityMilli / 1000m:F1}},"reefer_on":true,"battery_v":{{r.BatteryMilli / 1000m:F2}},"harsh_event":null,"route":"{{r.Route}}","cargo":"{{r.Cargo}}"}
        """));

    internal TelemetryReading At(int step, int truck) => _steps[step][truck];

    private static bool IsDelayed(int step, int truck) => step + Delay < Steps && ((step * 7_919) + truck) % 100 == 0;

    private TelemetryReading Make(string id, string trip, int truck, int step)
    {
        bool fails = truck % 50 == 0;
        bool stops = (step + truck) % Steps < 4;
        int saw = ((step + truck) % 32) < 16 ? (step + truck) % 16 : 16 - ((step + truck) % 16);
        double along = (truck % 1_000 / 1_000.0) + (step / 2_000.0);
        double at = along % 1 * (Road.Length - 1);
        ((double fromLat, double fromLon), (double toLat, double toLon)) = (Road[(int)at], Road[Math.Min((int)at + 1, Road.Length - 1)]);
        double part = at - (int)at;
        return new TelemetryReading
        {
            TruckId = id,
            TripId = trip,
            At = Instant.FromSeconds(1_767_398_400 + (step * IntervalSeconds) + (truck % IntervalSeconds)),
            TempMilli = fails ? 4_000 + (step * 80) : ((4_200 + (saw * 35) + Noise(150)) / 10 * 10),
            FuelMilli = 90_000 - (step * 50) + Noise(400),
            Route = "naivasha-mombasa",
            Cargo = (truck % 3) switch { 0 => "milk", 1 => "flowers", _ => "vaccines" },
            Seq = step,
            LatitudeMicro = (int)((fromLat + ((toLat - fromLat) * part)) * 1e6) + Noise(300),
            LongitudeMicro = (int)((fromLon + ((toLon - fromLon) * part)) * 1e6) + Noise(300),
            SpeedMilliKmh = stops ? 0 : 55_000 + (Noise(270) * 100),
            Heading = 131,
            OdometerMetres = 180_000_000 + (step * 450),
            EngineOn = true,
            DoorOpen = stops && truck % 4 == 0,
            ReeferOn = true,
            SetPointMilli = 4_000,
            CargoTempMilli = 4_100,
            AmbientMilli = 24_000,
            HumidityMilli = 81_000,
            BatteryMilli = 12_600,
            IsFull = true,
        };
    }

    private int Noise(int within)
    {
        _random ^= _random << 13;
        _random ^= _random >> 7;
        _random ^= _random << 17;
        return (int)(_random % (ulong)((2 * within) + 1)) - within;
    }
}
