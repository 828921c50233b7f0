using System.Text;
using Waybill.Events.Telemetry;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Events.Telemetry;

public sealed class TelemetryJsonWriterTests
{
    private static readonly TelemetryReading Full = new()
    {
        TruckId = "TRK-0001",
        At = Instant.FromSeconds(1_767_247_218),
        TempMilli = -450,
        FuelMilli = 90_990,
        TripId = "TRP-260103-0001-0007",
        Route = "naivasha-mombasa",
        Cargo = "milk",
        Seq = 720,
        LatitudeMicro = -4_043_489,
        LongitudeMicro = 39_668_211,
        SpeedMilliKmh = 61_250,
        Heading = 313,
        OdometerMetres = 319_817_004,
        SetPointMilli = 4_000,
        CargoTempMilli = 3_995,
        AmbientMilli = 28_215,
        HumidityMilli = 90_049,
        BatteryMilli = 24_950,
        EngineOn = true,
        DoorOpen = false,
        ReeferOn = true,
        Harsh = HarshEvent.Braking,
        IsFull = true,
    };

    private static TelemetryReading Listed => Full with { TruckId = "t", Route = null, Cargo = null, Harsh = HarshEvent.None, IsFull = false };

    [Fact]
    public void Road_cargo_and_a_harsh_event_are_written_though_nothing_else_of_ours_is_known()
    {
        Assert.Contains("\"cargo\":\"milk\"", Written(Listed with { Cargo = "milk" }), StringComparison.Ordinal);
        Assert.Contains("\"route\":\"naivasha-mombasa\"", Written(Listed with { Route = "naivasha-mombasa" }), StringComparison.Ordinal);
        Assert.Contains("\"harsh_event\":\"braking\"", Written(Listed with { Harsh = HarshEvent.Braking }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_reading_has_all_keys_in_their_order_and_halves_are_rounded_away_from_zero() => Assert.Equal(
        """{"truck_id":"TRK-0001","temp":-0.45,"fuel":90.99,"timestamp":1767247218,"trip_id":"TRP-260103-0001-0007","seq":720,"""
        + "\"lat\":-4.043489,\"lon\":39.668211,\"speed_kmh\":61.3,\"heading\":313,\"odometer_km\":319817.004,\"engine_on\":true,\"door_open\":false,"
        + "\"set_point\":4.00,\"cargo_temp\":4.00,\"ambient\":28.22,\"humidity\":90.0,\"reefer_on\":true,\"battery_v\":24.95,"
        + "\"harsh_event\":\"braking\",\"route\":\"naivasha-mombasa\",\"cargo\":\"milk\"}",
        Written(Full));

    [Fact]
    public void What_is_missing_is_null_and_a_reading_of_the_listed_fields_has_only_those()
    {
        Assert.Equal(
            """{"truck_id":"t","temp":null,"fuel":0.00,"timestamp":1767247218.250}""",
            Written(Listed with { TempMilli = TelemetryReading.Missing, FuelMilli = 0, At = new Instant(1_767_247_218_250_000) }));
        string bare = Written(Full with
        {
            TripId = null,
            Route = null,
            Cargo = null,
            Seq = -1,
            LatitudeMicro = TelemetryReading.Missing,
            Heading = TelemetryReading.Missing,
            OdometerMetres = -1,
            EngineOn = null,
            Harsh = HarshEvent.None,
        });
        Assert.All(
            ["trip_id", "route", "cargo", "seq", "lat", "heading", "odometer_km", "engine_on", "harsh_event"],
            key => Assert.Contains($"\"{key}\":null", bare, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1_767_247_219_000_000, "1767247219")]
    [InlineData(1_767_247_219_106_000, "1767247219.106")]
    [InlineData(1_767_247_219_000_001, "1767247219.000001")]
    public void A_line_of_a_file_ends_with_the_time_of_its_reception(long micro, string text)
    {
        var buffer = new ByteBuffer(1);
        new TelemetryJsonWriter().AppendLine(buffer, Full, new Instant(micro));

        Assert.EndsWith($",\"cargo\":\"milk\",\"received_at\":{text}}}\n", Encoding.UTF8.GetString(buffer.Written), StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_that_need_it_are_escaped_and_long_ones_have_room()
    {
        string odd = "a\"b\\c\n\u00e9" + new string('x', 2_000);

        using var document = System.Text.Json.JsonDocument.Parse(Written(Full with { TruckId = odd, Cargo = odd }));

        Assert.Equal(odd, document.RootElement.GetProperty("truck_id").GetString());
        Assert.Equal(odd, document.RootElement.GetProperty("cargo").GetString());
    }

    private static string Written(TelemetryReading reading)
    {
        var buffer = new ByteBuffer(1);
        new TelemetryJsonWriter().Append(buffer, in reading);
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
