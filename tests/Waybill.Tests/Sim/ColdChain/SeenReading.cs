using System.Text.Json;

namespace Waybill.Tests.Sim.ColdChain;

/// <summary>A reading as a line of the feed tells it.</summary>
internal sealed record SeenReading(string Line, string Truck, long Seconds, string? Trip, long Seq, double ReceivedAt)
{
    public double? Temp { get; private init; }

    public double? Fuel { get; private init; }

    public double Latitude { get; private init; }

    public double Longitude { get; private init; }

    public double? Speed { get; private init; }

    public double Odometer { get; private init; }

    public double SetPoint { get; private init; }

    public double? CargoTemp { get; private init; }

    public double? Ambient { get; private init; }

    public bool EngineOn { get; private init; }

    public bool DoorOpen { get; private init; }

    public bool ReeferOn { get; private init; }

    public string? Harsh { get; private init; }

    public string? Route { get; private init; }

    public string? Cargo { get; private init; }

    /// <summary>The reading of a line, or null when it is no JSON object.</summary>
    public static SeenReading? Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            JsonElement o = document.RootElement;
            double? Number(string key) => o.GetProperty(key) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;
            string? Text(string key) => o.GetProperty(key).GetString();
            bool Flag(string key) => o.GetProperty(key).GetBoolean();
            return new SeenReading(
                line,
                o.GetProperty("truck_id").GetString() ?? "",
                o.GetProperty("timestamp").GetInt64(),
                Text("trip_id"),
                o.GetProperty("seq").GetInt64(),
                o.GetProperty("received_at").GetDouble())
            {
                Temp = Number("temp"),
                Fuel = Number("fuel"),
                Latitude = Number("lat") ?? 0,
                Longitude = Number("lon") ?? 0,
                Speed = Number("speed_kmh"),
                Odometer = Number("odometer_km") ?? 0,
                SetPoint = Number("set_point") ?? 0,
                CargoTemp = Number("cargo_temp"),
                Ambient = Number("ambient"),
                EngineOn = Flag("engine_on"),
                DoorOpen = Flag("door_open"),
                ReeferOn = Flag("reefer_on"),
                Harsh = Text("harsh_event"),
                Route = Text("route"),
                Cargo = Text("cargo"),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
