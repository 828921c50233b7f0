using Waybill.Events.Values;

namespace Waybill.Events.Telemetry;

/// <summary>The values of a reading as they were found, before anybody asks whether they make sense.</summary>
internal sealed class TelemetryDraft
{
    private const int MaxTruckIdLength = 64;
    private const int MicroPerDegree = 1_000_000;
    private const long MaxOdometerMetres = 100_000_000_000;
    private const long AheadOfReception = 600 * Instant.MicrosecondsPerSecond;

    /// <summary>2000-01-01.</summary>
    private const long Earliest = 946_684_800 * Instant.MicrosecondsPerSecond;

    /// <summary>Any value that the four listed fields do not hold shows a sender that would have told of a harsh event.</summary>
    private const uint FullBits = (1u << (int)TelemetryKey.HarshEvent) - (1u << (int)TelemetryKey.TripId);

    // What is left of the reading before is nobody's: a bit says for each key whether it was given.
    private readonly DecimalNumber[] _numbers = new DecimalNumber[TelemetryKeys.Count];
    private readonly string?[] _texts = new string?[TelemetryKeys.Count];
    private uint _given;
    private uint _trues;

    public void Clear() => _given = 0;

    public void Set(int key, in DecimalNumber number)
    {
        _numbers[key] = number;
        _given |= 1u << key;
    }

    public void Set(int key, string text)
    {
        _texts[key] = text;
        _given |= 1u << key;
    }

    public void Set(int key, bool flag)
    {
        uint bit = 1u << key;
        _trues = flag ? _trues | bit : _trues & ~bit;
        _given |= bit;
    }

    /// <summary>Says that a key has no value.</summary>
    public void SetNull(int key) => _given &= ~(1u << key);

    /// <summary>The envelope around a reading.</summary>
    public TelemetryEnvelope Envelope(Instant at)
    {
        DecimalNumber received = Number(TelemetryKey.ReceivedAt);
        return new TelemetryEnvelope(
            received.IsPresent ? new Instant(received.Rounded) : at,
            TextOf(TelemetryKey.Topic),
            (int)Whole(TelemetryKey.Partition, int.MaxValue),
            Whole(TelemetryKey.Offset, DecimalNumber.Most));
    }

    /// <summary>When it was received, or null where nobody wrote that down.</summary>
    public Instant? ReceivedAt => Number(TelemetryKey.ReceivedAt) is { IsPresent: true } received ? new Instant(received.Rounded) : null;

    public TelemetryRefusal Finish(Instant? receivedAt, out TelemetryReading reading)
    {
        reading = default;
        string? truckId = TextOf(TelemetryKey.TruckId);
        if (truckId is null || (truckId.Length > MaxTruckIdLength && truckId.EnumerateRunes().Count() > MaxTruckIdLength))
        {
            return TelemetryRefusal.TruckMissing;
        }

        DecimalNumber time = Number(TelemetryKey.Timestamp);
        if (!time.IsPresent)
        {
            return TelemetryRefusal.TimeMissing;
        }

        var at = new Instant(time.Rounded);
        if (at.Microseconds < Earliest || (receivedAt is not null && at.Microseconds - AheadOfReception > receivedAt.Value.Microseconds))
        {
            return TelemetryRefusal.TimeImpossible;
        }

        reading = Reading(truckId, at);
        return TelemetryRefusal.None;
    }

    private TelemetryReading Reading(string truckId, Instant at)
    {
        TelemetryFields implausible = TelemetryFields.None;
        bool hasPosition = Position(ref implausible);
        return new TelemetryReading
        {
            TruckId = truckId,
            At = at,
            TempMilli = Measured(TelemetryKey.Temp, -60_000, 90_000, TelemetryFields.Temp, ref implausible),
            FuelMilli = Measured(TelemetryKey.Fuel, 0, 100_000, TelemetryFields.Fuel, ref implausible),
            TripId = TextOf(TelemetryKey.TripId),
            Route = TextOf(TelemetryKey.Route),
            Cargo = TextOf(TelemetryKey.Cargo),
            Seq = Whole(TelemetryKey.Seq, DecimalNumber.Most),
            LatitudeMicro = hasPosition ? (int)Number(TelemetryKey.Lat).Rounded : TelemetryReading.Missing,
            LongitudeMicro = hasPosition ? (int)Number(TelemetryKey.Lon).Rounded : TelemetryReading.Missing,
            SpeedMilliKmh = Measured(TelemetryKey.SpeedKmh, 0, 200_000, TelemetryFields.Speed, ref implausible),
            Heading = Number(TelemetryKey.Heading).IsPresent && Number(TelemetryKey.Heading).IsWithin(0, 360)
                ? (int)Number(TelemetryKey.Heading).Rounded
                : TelemetryReading.Missing,
            OdometerMetres = Number(TelemetryKey.OdometerKm).IsPresent && Number(TelemetryKey.OdometerKm).IsWithin(0, MaxOdometerMetres)
                ? Number(TelemetryKey.OdometerKm).Rounded
                : -1,
            SetPointMilli = Measured(TelemetryKey.SetPoint, -60_000, 90_000, TelemetryFields.SetPoint, ref implausible),
            CargoTempMilli = Measured(TelemetryKey.CargoTemp, -60_000, 90_000, TelemetryFields.CargoTemp, ref implausible),
            AmbientMilli = Measured(TelemetryKey.Ambient, -60_000, 90_000, TelemetryFields.Ambient, ref implausible),
            HumidityMilli = Measured(TelemetryKey.Humidity, 0, 100_000, TelemetryFields.Humidity, ref implausible),
            BatteryMilli = Measured(TelemetryKey.BatteryV, 0, 60_000, TelemetryFields.Battery, ref implausible),
            EngineOn = Flag(TelemetryKey.EngineOn),
            DoorOpen = Flag(TelemetryKey.DoorOpen),
            ReeferOn = Flag(TelemetryKey.ReeferOn),
            Harsh = Given(TelemetryKey.HarshEvent) switch
            {
                "braking" => HarshEvent.Braking,
                "acceleration" => HarshEvent.Acceleration,
                "cornering" => HarshEvent.Cornering,
                _ => HarshEvent.None,
            },
            IsFull = (_given & FullBits) != 0,
            Implausible = implausible,
        };
    }

    private bool IsGiven(TelemetryKey key) => (_given & (1u << (int)key)) != 0;

    private DecimalNumber Number(TelemetryKey key) => IsGiven(key) ? _numbers[(int)key] : default;

    private bool? Flag(TelemetryKey key) => IsGiven(key) ? (_trues & (1u << (int)key)) != 0 : null;

    private string? Given(TelemetryKey key) => IsGiven(key) ? _texts[(int)key] : null;

    /// <summary>A text of nothing but blanks says nothing.</summary>
    private string? TextOf(TelemetryKey key)
    {
        string? text = Given(key);
        return text is null || (text is "" or [' ', ..] && text.AsSpan().Trim(' ').IsEmpty) ? null : text;
    }

    private long Whole(TelemetryKey key, long atMost)
    {
        DecimalNumber number = Number(key);
        return number.IsPresent && number.IsExact && number.IsWithin(0, atMost) ? number.Rounded : -1;
    }

    private int Measured(TelemetryKey key, int low, int high, TelemetryFields field, ref TelemetryFields implausible)
    {
        DecimalNumber number = Number(key);
        if (!number.IsPresent)
        {
            return TelemetryReading.Missing;
        }

        if (number.IsWithin(low, high))
        {
            return (int)number.Rounded;
        }

        implausible |= field;
        return TelemetryReading.Missing;
    }

    /// <summary>A place needs both of its numbers.</summary>
    private bool Position(ref TelemetryFields implausible)
    {
        DecimalNumber lat = Number(TelemetryKey.Lat);
        DecimalNumber lon = Number(TelemetryKey.Lon);
        bool latFits = lat.IsPresent && lat.IsWithin(-90L * MicroPerDegree, 90L * MicroPerDegree);
        bool lonFits = lon.IsPresent && lon.IsWithin(-180L * MicroPerDegree, 180L * MicroPerDegree);
        if ((lat.IsPresent && !latFits) || (lon.IsPresent && !lonFits))
        {
            implausible |= TelemetryFields.Position;
        }

        return latFits && lonFits;
    }
}
