using System.Text.Json;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Connectors.Postgres.Telemetry;

/// <summary>
/// The four fields that every message has, for columns that can be searched. What cannot be read is missing here; the payload beside it keeps
/// it, and judging readings is not the archive's work.
/// </summary>
internal readonly ref struct ListedFields
{
    private const int AllFound = 4;
    private const int LongestTruck = 64;

    // Times that a timestamptz holds, with room: the years 1 to 9999.
    private const decimal FirstSecond = -62_135_596_800m;
    private const decimal LastSecond = 253_402_300_799m;

    /// <summary>Empty when missing.</summary>
    public string TruckId { get; private init; }

    /// <summary>Thousandths of a degree, <see cref="TelemetryReading.Missing"/> when missing.</summary>
    public int TempMilli { get; private init; }

    /// <summary>Thousandths of a per cent, <see cref="TelemetryReading.Missing"/> when missing.</summary>
    public int FuelMilli { get; private init; }

    public Instant? At { get; private init; }

    public static ListedFields Read(ReadOnlySpan<byte> payload)
    {
        var (truck, temp, fuel) = ("", TelemetryReading.Missing, TelemetryReading.Missing);
        Instant? at = null;
        var json = new Utf8JsonReader(payload);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return new ListedFields { TruckId = truck, TempMilli = temp, FuelMilli = fuel };
            }

            for (var found = 0; found < AllFound && json.Read() && json.TokenType == JsonTokenType.PropertyName;)
            {
                if (json.ValueTextEquals("truck_id"u8))
                {
                    json.Read();
                    truck = json.TokenType == JsonTokenType.String ? Text(ref json) : "";
                    found++;
                }
                else if (json.ValueTextEquals("temp"u8))
                {
                    json.Read();
                    temp = Milli(ref json);
                    found++;
                }
                else if (json.ValueTextEquals("fuel"u8))
                {
                    json.Read();
                    fuel = Milli(ref json);
                    found++;
                }
                else if (json.ValueTextEquals("timestamp"u8))
                {
                    json.Read();
                    at = Time(ref json);
                    found++;
                }
                else
                {
                    json.Read();
                }

                json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or text that is no UTF-8: what was read before counts.
        }

        return new ListedFields { TruckId = truck, TempMilli = temp, FuelMilli = fuel, At = at };
    }

    private static string Text(ref Utf8JsonReader json)
    {
        var text = json.GetString() ?? "";
        return text.Length <= LongestTruck && !text.Contains('\0') ? text : "";
    }

    private static int Milli(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.Number || !json.TryGetDecimal(out var value) || Math.Abs(value) > 1_000_000)
        {
            return TelemetryReading.Missing;
        }

        return (int)Math.Round(value * 1000, MidpointRounding.AwayFromZero);
    }

    private static Instant? Time(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out var seconds) && seconds is >= FirstSecond and <= LastSecond
            ? new Instant((long)Math.Round(seconds * Instant.MicrosecondsPerSecond, MidpointRounding.AwayFromZero))
            : null;
}
