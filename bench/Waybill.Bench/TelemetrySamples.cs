using System.Text;
using Waybill.Events.Live;
using Waybill.Events.Values;

namespace Waybill.Bench;

/// <summary>Messages of trucks as long as real ones.</summary>
internal static class TelemetrySamples
{
    private const long Start = 1_767_441_600;

    internal static string Key(int index) => $"TRK-{index % 5000:0000}";

    internal static string Json(int index) => FormattableString.Invariant(
        $$"""{"truck_id":"{{Key(index)}}","temp":{{4 + (index % 90 / 100m)}},"fuel":{{90 - (index / 5000 / 100m)}},"timestamp":{{Start + (index / 5000)}},"trip_id":"TRP-260103-{{index % 5000:0000}}-0001","seq":{{index / 5000}},"lat":-1.286389,"lon":36.817223,"speed_kmh":62.4,"heading":120,"odometer_km":12345.678,"engine_on":true,"door_open":false,"set_point":4.0,"cargo_temp":4.1,"ambient":28.0}""");

    /// <summary>Messages of one partition.</summary>
    internal static RawReading[] Messages(int count) => [.. Enumerable.Range(0, count).Select(i => new RawReading(
        "telemetry", 0, i, new Instant((Start * Instant.MicrosecondsPerSecond) + (i * 100L)), Encoding.UTF8.GetBytes(Json(i)), Encoding.UTF8.GetBytes(Key(i))))];
}
