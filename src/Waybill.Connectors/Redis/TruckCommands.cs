using System.Globalization;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;

namespace Waybill.Connectors.Redis;

/// <summary>
/// The state of trucks as commands: a hash for each, and for all of them where they are and when they were last heard. A value that is
/// not known is an empty text, so that it does not look like the one before.
/// </summary>
internal static class TruckCommands
{
    public const string Places = "waybill:trucks:geo";
    public const string Seen = "waybill:trucks:seen";

    private const int FieldCount = 21;

    // What GEOADD takes: Web Mercator ends here.
    private const int GreatestLatitude = 85_051_128;

    public static string KeyOf(string truckId) => $"waybill:truck:{truckId}";

    public static void Hash(RespWriter commands, in TruckState truck)
    {
        var reading = truck.Latest;
        commands.Begin(2 + (2 * FieldCount));
        commands.Add("HSET"u8);
        commands.Add(KeyOf(reading.TruckId));
        Text(commands, "timestamp"u8, reading.At.ToString());
        Text(commands, "received_at"u8, truck.ReceivedAt.ToString());
        Decimal(commands, "temp"u8, reading.TempMilli, 3);
        Decimal(commands, "fuel"u8, reading.FuelMilli, 3);
        Text(commands, "trip_id"u8, reading.TripId);
        Text(commands, "route"u8, reading.Route);
        Text(commands, "cargo"u8, reading.Cargo);
        Decimal(commands, "lat"u8, reading.LatitudeMicro, 6);
        Decimal(commands, "lon"u8, reading.LongitudeMicro, 6);
        Decimal(commands, "speed_kmh"u8, reading.SpeedMilliKmh, 3);
        Decimal(commands, "heading"u8, reading.Heading, 0);
        Text(commands, "odometer_km"u8, Kilometres(reading.OdometerMetres));
        Truth(commands, "engine_on"u8, reading.EngineOn);
        Truth(commands, "door_open"u8, reading.DoorOpen);
        Decimal(commands, "set_point"u8, reading.SetPointMilli, 3);
        Decimal(commands, "cargo_temp"u8, reading.CargoTempMilli, 3);
        Decimal(commands, "ambient"u8, reading.AmbientMilli, 3);
        Decimal(commands, "humidity"u8, reading.HumidityMilli, 3);
        Truth(commands, "reefer_on"u8, reading.ReeferOn);
        Decimal(commands, "battery_v"u8, reading.BatteryMilli, 3);
        commands.Add("open_alerts"u8);
        commands.Add(truck.OpenAlerts);
    }

    /// <summary>Where the trucks are that know it; no command when none does.</summary>
    public static void Place(RespWriter commands, ReadOnlySpan<TruckState> trucks)
    {
        var placed = 0;
        foreach (ref readonly var truck in trucks)
        {
            placed += HasPlace(truck.Latest) ? 1 : 0;
        }

        if (placed == 0)
        {
            return;
        }

        commands.Begin(2 + (3 * placed));
        commands.Add("GEOADD"u8);
        commands.Add(Places);
        foreach (ref readonly var truck in trucks)
        {
            if (HasPlace(truck.Latest))
            {
                commands.AddDecimal(truck.Latest.LongitudeMicro, 6, TelemetryReading.Missing);
                commands.AddDecimal(truck.Latest.LatitudeMicro, 6, TelemetryReading.Missing);
                commands.Add(truck.Latest.TruckId);
            }
        }
    }

    /// <summary>When the trucks were heard last, in seconds since 1970.</summary>
    public static void Hear(RespWriter commands, ReadOnlySpan<TruckState> trucks)
    {
        commands.Begin(2 + (2 * trucks.Length));
        commands.Add("ZADD"u8);
        commands.Add(Seen);
        foreach (ref readonly var truck in trucks)
        {
            commands.Add(truck.ReceivedAt.Seconds);
            commands.Add(truck.Latest.TruckId);
        }
    }

    private static string? Kilometres(long metres) =>
        metres < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{metres / 1000}.{metres % 1000:000}");

    private static bool HasPlace(in TelemetryReading reading) =>
        reading.LongitudeMicro is >= -180_000_000 and <= 180_000_000 && reading.LatitudeMicro is >= -GreatestLatitude and <= GreatestLatitude;

    private static void Text(RespWriter commands, ReadOnlySpan<byte> name, string? value)
    {
        commands.Add(name);
        commands.Add(value ?? "");
    }

    private static void Decimal(RespWriter commands, ReadOnlySpan<byte> name, int value, int decimals)
    {
        commands.Add(name);
        commands.AddDecimal(value, decimals, TelemetryReading.Missing);
    }

    private static void Truth(RespWriter commands, ReadOnlySpan<byte> name, bool? value)
    {
        commands.Add(name);
        commands.Add(value switch { true => "true"u8, false => "false"u8, null => ""u8 });
    }
}
