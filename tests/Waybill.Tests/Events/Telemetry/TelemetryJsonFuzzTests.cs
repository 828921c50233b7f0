using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Events.Telemetry;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Events.Telemetry;

/// <summary>The short way of the reader beside the general one, on readings that somebody scribbled in.</summary>
public sealed class TelemetryJsonFuzzTests
{
    private static readonly Instant Received = Instant.FromSeconds(1_767_398_500);

    private static readonly string[] Keys =
    [
        "truck_id", "temp", "fuel", "timestamp", "trip_id", "seq", "lat", "lon", "speed_kmh", "heading", "odometer_km", "engine_on", "door_open",
        "set_point", "cargo_temp", "ambient", "humidity", "reefer_on", "battery_v", "harsh_event", "route", "cargo", "received_at", "topic",
        "partition", "offset",
    ];

    private static readonly string[] Texts = ["\"T\"", "\"TRK-0001\"", "\"\"", "\" \"", "\"a\\\\b\"", "\"é\"", "\"braking\"", "\"x\\n\"", "\"a very long one, longer than what is shared by anybody, really, it is\""];
    private static readonly string[] Numbers =
        ["0", "-0", "5", "5.25", "-5.2555", "7.0005", "7.00049", "90.0004", "-60.0001", "05", "5.", ".5", "-", "1e2", "1E-2", "1e9", "12345678901234", "123456789012345678901", "0.00000000000000000000001", "1767398400", "1767398400.123456", "1767398400.1234567", "200", "360"];

    private static readonly string[] Others = ["null", "true", "false", "nul", "tru", "{}", "[1]", "NaN", ""];

    [Fact]
    public void The_short_way_reads_what_the_general_one_reads() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var reader = new TelemetryJsonReader();
            for (int i = 0; i < 20; i++)
            {
                byte[] json = Scribble(Encoding.UTF8.GetBytes(Reading(random)), random);

                TelemetryRefusal general = reader.ReadGenerally(json, Received, out TelemetryReading expected);
                TelemetryRefusal refusal = reader.Read(json, Received, out TelemetryReading reading);

                Assert.True((general, expected) == (refusal, reading), Encoding.UTF8.GetString(json));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void What_the_writer_writes_is_read_the_short_way_as_it_was() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var reader = new TelemetryJsonReader();
            reader.Read(Encoding.UTF8.GetBytes(Reading(random)), Received, out TelemetryReading first);
            if (first.TruckId is null)
            {
                return;
            }

            // What is written has fewer decimals; from there on nothing is lost.
            byte[] json = Written(first);
            Assert.Equal(TelemetryRefusal.None, reader.Read(json, Received, out TelemetryReading written));
            Assert.Equal(TelemetryRefusal.None, reader.Read(Written(written), Received, out TelemetryReading again));

            Assert.Equal(written, again);
            Assert.Equal((first.TruckId, first.At, first.Harsh, KnowsMore(first)), (again.TruckId, again.At, again.Harsh, again.IsFull));
            Assert.True(TelemetryScanner.Scan(json, new TelemetryDraft(), new SharedTexts()) || json.Any(b => b is > 126 or (byte)'\\'), Encoding.UTF8.GetString(json));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>Whether a reading is full by anything that is written: a value that cannot be true is not.</summary>
    private static bool KnowsMore(TelemetryReading reading) => reading.IsFull && reading != reading with
    {
        TripId = null,
        Seq = -1,
        LatitudeMicro = TelemetryReading.Missing,
        LongitudeMicro = TelemetryReading.Missing,
        SpeedMilliKmh = TelemetryReading.Missing,
        Heading = TelemetryReading.Missing,
        OdometerMetres = -1,
        SetPointMilli = TelemetryReading.Missing,
        CargoTempMilli = TelemetryReading.Missing,
        AmbientMilli = TelemetryReading.Missing,
        HumidityMilli = TelemetryReading.Missing,
        BatteryMilli = TelemetryReading.Missing,
        EngineOn = null,
        DoorOpen = null,
        ReeferOn = null,
    };

    private static byte[] Written(in TelemetryReading reading)
    {
        var buffer = new ByteBuffer();
        new TelemetryJsonWriter().Append(buffer, reading);
        return buffer.Written.ToArray();
    }

    private static string Reading(Random random)
    {
        var text = new StringBuilder("{");
        bool isTidy = random.Next(3) > 0;
        foreach (string key in Keys)
        {
            if (random.Next(4) == 0 && key is not ("truck_id" or "timestamp"))
            {
                continue;
            }

            text.Append(text.Length > 1 ? Blank(",", random) : "").Append('"').Append(key).Append('"').Append(Blank(":", random));
            text.Append(key switch
            {
                "truck_id" when isTidy => "\"TRK-0001\"",
                "timestamp" when isTidy => "1767398400.5",
                _ when random.Next(isTidy ? 100 : 15) == 0 => Pick([.. Others, .. Texts, .. Numbers], random),
                "truck_id" or "trip_id" or "harsh_event" or "route" or "cargo" or "topic" => Pick(Texts, random),
                "engine_on" or "door_open" or "reefer_on" => Pick(["true", "false", "null"], random),
                _ => isTidy ? Pick(["5", "-5.25", "0.125", "41.3", "7.0005", "null", "123.45678"], random) : Pick(Numbers, random),
            });
        }

        return text.Append(random.Next(10) == 0 ? " } \n" : "}").ToString();
    }

    /// <summary>Now and then a byte changes, goes, or comes.</summary>
    private static byte[] Scribble(byte[] json, Random random)
    {
        var bytes = json.ToList();
        for (int i = random.Next(6) - 3; i > 0; i--)
        {
            int at = random.Next(bytes.Count);
            byte other = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)Pick(["\"", "\\", ",", ":", "}", "{", "0", "9", "-", ".", "e", " ", "n"], random)[0];
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = other;
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.Insert(at, other);
                    break;
            }
        }

        return [.. bytes];
    }

    private static string Blank(string sign, Random random) => random.Next(8) switch { 0 => sign + " ", 1 => " " + sign, 2 => sign + "  ", _ => sign };

    private static string Pick(string[] of, Random random) => of[random.Next(of.Length)];
}
