using System.Text;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Events.Telemetry;

public sealed class TelemetryJsonReaderTests
{
    private const int Missing = TelemetryReading.Missing;
    private static readonly Instant Received = Instant.FromSeconds(1_767_398_500);

    private const string Whole = """
        {"truck_id":"TRK-0001","temp":4.56,"fuel":71.5,"timestamp":1767398400.25,"trip_id":"TRP-260103-0001-0007","seq":12,"lat":-1.286400,"lon":36.817200,
        """ + """
        "speed_kmh":62.4,"heading":131,"odometer_km":181234.567,"engine_on":true,"door_open":false,"set_point":4.00,"cargo_temp":4.10,"ambient":23.90,
        """ + """
        "humidity":81.3,"reefer_on":true,"battery_v":12.61,"harsh_event":"braking","route":"naivasha-mombasa","cargo":"milk"}
        """;

    [Fact]
    public void A_whole_reading_is_read_to_its_last_field()
    {
        TelemetryReading reading = Read(Whole);

        var expected = new TelemetryReading
        {
            TruckId = "TRK-0001",
            At = new Instant(1_767_398_400_250_000),
            TempMilli = 4_560,
            FuelMilli = 71_500,
            TripId = "TRP-260103-0001-0007",
            Seq = 12,
            LatitudeMicro = -1_286_400,
            LongitudeMicro = 36_817_200,
            SpeedMilliKmh = 62_400,
            Heading = 131,
            OdometerMetres = 181_234_567,
            EngineOn = true,
            DoorOpen = false,
            SetPointMilli = 4_000,
            CargoTempMilli = 4_100,
            AmbientMilli = 23_900,
            HumidityMilli = 81_300,
            ReeferOn = true,
            BatteryMilli = 12_610,
            Harsh = HarshEvent.Braking,
            Route = "naivasha-mombasa",
            Cargo = "milk",
            IsFull = true,
        };
        Assert.Equal(expected, reading);
    }

    [Fact]
    public void The_four_listed_fields_alone_are_a_reading_that_knows_nothing_else()
    {
        TelemetryReading reading = Read("""{"truck_id":"T","temp":-0.5,"fuel":null,"timestamp":1767398400}""");

        Assert.Equal((-500, Missing, false, null), (reading.TempMilli, reading.FuelMilli, reading.IsFull, reading.TripId));
        Assert.Equal((-1L, -1L, Missing, Missing), (reading.Seq, reading.OdometerMetres, reading.Heading, reading.SpeedMilliKmh));
        Assert.Equal(((bool?)null, (bool?)null, TelemetryFields.None), (reading.EngineOn, reading.DoorOpen, reading.Implausible));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"TRK\"")]
    [InlineData("""{"truck_id":"T","temp":NaN,"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":"T","temp":Infinity,"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":"T","temp":"5.0","timestamp":1767398400}""")]
    [InlineData("""{"truck_id":"T","temp":true,"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":"T","temp":[5.0],"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":"T","temp":05.0,"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":"T","temp":5.,"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":"T","temp":+5,"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":"T","temp":-,"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":1,"temp":5,"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":"T","temp":5,"timestamp":"2026-01-03"}""")]
    [InlineData("""{"truck_id":"T","temp":5,"timestamp":1767398400,"engine_on":1}""")]
    [InlineData("""{"truck_id":"T","temp":5,"timestamp":1767398400,"engine_on":"true"}""")]
    [InlineData("""{"truck_id":"T","temp":5,"timestamp":1767398400""")]
    [InlineData("""{"truck_id":"T","temp":5,"timestamp":1767398400,}""")]
    [InlineData("""{"truck_id":"T","temp":5,"timestamp":1767398400}}""")]
    [InlineData("""{"truck_id":"T","temp":5,"timestamp":1767398400} {}""")]
    [InlineData("""{"truck_id":"T","temp":5,"timestamp":1767398400,"more":{"a":[1,}}""")]
    [InlineData("""{"truck_id":"T\u00ZZ","temp":5,"timestamp":1767398400}""")]
    [InlineData("""{'truck_id':'T','temp':5,'timestamp':1767398400}""")]
    [InlineData("\uFEFF{\"truck_id\":\"T\",\"temp\":5,\"timestamp\":1767398400}")]
    [InlineData("{\"truck_id\":\"T\nT\",\"temp\":5,\"timestamp\":1767398400}")]
    public void What_is_no_object_of_the_known_types_is_unreadable(string json) => AssertRefused(TelemetryRefusal.Unreadable, json);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"temp":5,"fuel":5,"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":null,"temp":5,"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":"","temp":5,"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":"  ","temp":5,"timestamp":1767398400}""")]
    [InlineData("""{"truck_id":"12345678901234567890123456789012345678901234567890123456789012345","timestamp":1767398400}""")]
    public void A_reading_of_no_truck_is_refused(string json) => AssertRefused(TelemetryRefusal.TruckMissing, json);

    [Fact]
    public void Sixty_four_letters_of_any_alphabet_are_a_truck() =>
        Assert.Equal(128, Read($$"""{"truck_id":"{{string.Concat(Enumerable.Repeat("🚚", 64))}}","timestamp":1767398400}""").TruckId.Length);

    [Theory]
    [InlineData("999999999999999999", 999_999_999_999_999_999)]
    [InlineData("1000000000000000000", -1)]
    [InlineData("123456789012345678901", -1)]
    [InlineData("-1", -1)]
    [InlineData("1.5", -1)]
    public void A_count_that_is_none_is_missing(string seq, long expected)
    {
        var json = System.Text.Encoding.UTF8.GetBytes($$"""{"truck_id":"T","timestamp":1767398400,"seq":{{seq}}}""");
        Assert.Equal(TelemetryRefusal.None, new TelemetryJsonReader().Read(json, Instant.FromSeconds(1_767_398_500), out TelemetryReading reading));
        Assert.Equal(expected, reading.Seq);
    }

    [Theory]
    [InlineData("""{"truck_id":"T"}""")]
    [InlineData("""{"truck_id":"T","timestamp":null}""")]
    public void A_reading_of_no_time_is_refused(string json) => AssertRefused(TelemetryRefusal.TimeMissing, json);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("946684799.9")]
    [InlineData("4070908800")]
    [InlineData("1767399100.000001")]
    [InlineData("1767398400000")]
    [InlineData("1e300")]
    [InlineData("-1e300")]
    [InlineData("99999999999999999999999999999999")]
    public void A_time_before_2000_or_well_after_reception_is_impossible(string time) =>
        AssertRefused(TelemetryRefusal.TimeImpossible, $$"""{"truck_id":"T","timestamp":{{time}}}""");

    [Theory]
    [InlineData("946684800", 946_684_800_000_000)]
    [InlineData("1767399100", 1_767_399_100_000_000)]
    [InlineData("1.7673984e9", 1_767_398_400_000_000)]
    [InlineData("17673984E+2", 1_767_398_400_000_000)]
    [InlineData("1767398400000e-3", 1_767_398_400_000_000)]
    [InlineData("1767398400.0000005", 1_767_398_400_000_001)]
    [InlineData("1767398400.00000049999999999999999999", 1_767_398_400_000_000)]
    public void Times_are_taken_exactly(string time, long microseconds) =>
        Assert.Equal(microseconds, Read($$"""{"truck_id":"T","timestamp":{{time}}}""").At.Microseconds);

    [Theory]
    [InlineData("7.0005", 7_001)]
    [InlineData("-7.0005", -7_001)]
    [InlineData("7.00049999", 7_000)]
    [InlineData("-0.0", 0)]
    [InlineData("7E0", 7_000)]
    [InlineData("0.7e1", 7_000)]
    [InlineData("700e-2", 7_000)]
    [InlineData("7.123456789012345678901234567890", 7_123)]
    [InlineData("0.0000000000000000000000001", 0)]
    [InlineData("1e-300", 0)]
    [InlineData("0e300", 0)]
    [InlineData("90", 90_000)]
    [InlineData("-60.000", -60_000)]
    public void Temperatures_are_rounded_to_thousandths_halves_away_from_zero(string temp, int milli)
    {
        TelemetryReading reading = Read($$"""{"truck_id":"T","temp":{{temp}},"timestamp":1767398400}""");

        Assert.Equal((milli, TelemetryFields.None), (reading.TempMilli, reading.Implausible));
    }

    [Theory]
    [InlineData("1e9")]
    [InlineData("1e400")]
    [InlineData("-273.15")]
    [InlineData("90.0004")]
    [InlineData("90.01")]
    [InlineData("-60.0001")]
    [InlineData("123456789012345678901234567890")]
    public void A_temperature_that_cannot_be_is_missing_and_named(string temp)
    {
        TelemetryReading reading = Read($$"""{"truck_id":"T","temp":{{temp}},"fuel":50,"timestamp":1767398400}""");

        Assert.Equal((Missing, 50_000, TelemetryFields.Temp), (reading.TempMilli, reading.FuelMilli, reading.Implausible));
    }

    [Fact]
    public void Each_field_has_its_own_range()
    {
        TelemetryReading reading = Read(
            """{"truck_id":"T","temp":5,"fuel":100.1,"timestamp":1767398400,"lat":90.1,"lon":36,"speed_kmh":200.1,"set_point":-61,"cargo_temp":91,"ambient":99,"humidity":-1,"battery_v":61}""");

        Assert.Equal((TelemetryFields)0b1_1111_1110, reading.Implausible);
        Assert.Equal((Missing, Missing), (reading.LatitudeMicro, reading.LongitudeMicro));
    }

    [Fact]
    public void Half_a_place_is_none()
    {
        TelemetryReading reading = Read("""{"truck_id":"T","timestamp":1767398400,"lat":-1.5}""");

        Assert.Equal((Missing, Missing, TelemetryFields.None), (reading.LatitudeMicro, reading.LongitudeMicro, reading.Implausible));
    }

    [Fact]
    public void Of_a_key_that_stands_twice_the_last_counts() =>
        Assert.Equal(6_000, Read("""{"temp":5,"truck_id":"X","temp":null,"truck_id":"T","timestamp":1767398400,"temp":6}""").TempMilli);

    [Fact]
    public void Escapes_in_keys_and_texts_are_letters()
    {
        TelemetryReading reading = Read("""{"truck_\u0069d":"T\"\u00e9\ud83d\ude9a","timestamp":1767398400,"cargo":"mi\u006ck"}""");

        Assert.Equal(("T\"é🚚", "milk"), (reading.TruckId, reading.Cargo));
    }

    [Fact]
    public void Keys_of_others_may_hold_anything() =>
        Assert.Equal(5_000, Read("""{"vendor":{"a":[1,{"b":null}]},"truck_id":"T", "x":"é", "temp" : 5 ,"timestamp":1767398400 }""").TempMilli);

    [Fact]
    public void Words_that_nobody_knows_are_no_harsh_event() =>
        Assert.Equal(HarshEvent.None, Read("""{"truck_id":"T","timestamp":1767398400,"harsh_event":"sneeze"}""").Harsh);

    [Fact]
    public void Text_that_is_no_utf8_is_unreadable()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{"truck_id":"T?","timestamp":1767398400}""");
        json[json.AsSpan().IndexOf((byte)'?')] = 0xFF;

        Assert.Equal(TelemetryRefusal.Unreadable, new TelemetryJsonReader().Read(json, Received, out _));
    }

    [Fact]
    public void More_than_64_kilobytes_are_unreadable_without_being_read()
    {
        string at = Padded(TelemetryJsonReader.MaxLength);
        string above = Padded(TelemetryJsonReader.MaxLength + 1);

        Assert.Equal("T", Read(at).TruckId);
        AssertRefused(TelemetryRefusal.Unreadable, above);
    }

    [Fact]
    public void Rubbish_nested_deeper_than_anybody_needs_is_unreadable() =>
        AssertRefused(TelemetryRefusal.Unreadable, $$"""{"truck_id":"T","timestamp":1767398400,"x":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}""");

    [Fact]
    public void Equal_texts_are_the_same_object()
    {
        var reader = new TelemetryJsonReader();
        reader.Read(Encoding.UTF8.GetBytes(Whole), Received, out TelemetryReading first);
        reader.Read(Encoding.UTF8.GetBytes(Whole), Received, out TelemetryReading second);

        Assert.Same(first.TruckId, second.TruckId);
        Assert.Same(first.TripId, second.TripId);
    }

    [Fact]
    public void A_line_says_how_it_came()
    {
        string line = Whole.TrimEnd()[..^1] + ""","received_at":1767398401.5,"topic":"telemetry","partition":3,"offset":12345678901}""" + "\n";

        TelemetryRefusal refusal = new TelemetryJsonReader().ReadLine(Encoding.UTF8.GetBytes(line), out TelemetryReading reading, out TelemetryEnvelope envelope);

        Assert.Equal((TelemetryRefusal.None, "milk"), (refusal, reading.Cargo));
        Assert.Equal(new TelemetryEnvelope(new Instant(1_767_398_401_500_000), "telemetry", 3, 12_345_678_901), envelope);
    }

    [Fact]
    public void A_line_without_an_envelope_was_received_at_its_own_time()
    {
        new TelemetryJsonReader().ReadLine(Encoding.UTF8.GetBytes(Whole), out TelemetryReading reading, out TelemetryEnvelope envelope);

        Assert.Equal(new TelemetryEnvelope(reading.At, null, -1, -1), envelope);
    }

    [Fact]
    public void A_line_from_after_its_reception_is_impossible()
    {
        byte[] line = """{"truck_id":"T","timestamp":1767399100,"received_at":1767398400}"""u8.ToArray();

        Assert.Equal(TelemetryRefusal.TimeImpossible, new TelemetryJsonReader().ReadLine(line, out _, out _));
    }

    private static string Padded(int length)
    {
        const string Start = """{"truck_id":"T","timestamp":1767398400,"x":" """;
        return Start + new string('x', length - Start.Length - 2) + "\"}";
    }

    private static TelemetryReading Read(string json)
    {
        Assert.Equal(TelemetryRefusal.None, new TelemetryJsonReader().Read(Encoding.UTF8.GetBytes(json), Received, out TelemetryReading reading));
        return reading;
    }

    private static void AssertRefused(TelemetryRefusal refusal, string json) =>
        Assert.Equal(refusal, new TelemetryJsonReader().Read(Encoding.UTF8.GetBytes(json), Received, out _));
}
