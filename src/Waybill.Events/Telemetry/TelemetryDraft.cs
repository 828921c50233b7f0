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

    private readonly DecimalNumber[] _numbers = new DecimalNumber[TelemetryKeys.Count];
    private readonly string?[] _texts = new string?[TelemetryKeys.Count];
    private readonly bool?[] _flags = new bool?[TelemetryKeys.Count];

    public void Clear()
    {
        Array.Clear(_numbers);
        Array.Clear(_texts);
        Array.Clear(_flags);
    }

    public void Set(int key, in DecimalNumber number) => _numbers[key] = number;

    public void Set(int key, string? text) => _texts[key] = text;

    public void Set(int key, bool? flag) => _flags[key] = flag;

    /// <summary>Says that a key has no value.</summary>
    public void SetNull(int key)
    {
        _numbers[key] = default;
        _texts[key] = null;
        _flags[key] = null;
    }

    /// <summary>The envelope around a reading.</summary>
    public TelemetryEnvelope Envelope(Instant at)
    {
        DecimalNumber received = Number(TelemetryKey.ReceivedAt);
        return new TelemetryEnvelope(
            received.IsPresent ? new Instant(received.Rounded) : at,
            TextOf(TelemetryKey.Topic),
            (int)Whole(TelemetryKey.Partition, int.MaxValue),
            Whole(TelemetryKey.Offset, long.MaxValue));
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
            Seq = Whole(TelemetryKey.Seq, long.MaxValue),
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
            EngineOn = _flags[(int)TelemetryKey.EngineOn],
            DoorOpen = _flags[(int)TelemetryKey.DoorOpen],
            ReeferOn = _flags[(int)TelemetryKey.ReeferOn],
            Harsh = _texts[(int)TelemetryKey.HarshEvent] switch
            {
                "braking" => HarshEvent.Braking,
                "acceleration" => HarshEvent.Acceleration,
                "cornering" => HarshEvent.Cornering,
                _ => HarshEvent.None,
            },
            IsFull = IsFull(),
            Implausible = implausible,
        };
    }

    private ref readonly DecimalNumber Number(TelemetryKey key) => ref _numbers[(int)key];

    /// <summary>A text of nothing but blanks says nothing.</summary>
    private string? TextOf(TelemetryKey key)
    {
        string? text = _texts[(int)key];
        return text is null || (text is "" or [' ', ..] && text.AsSpan().Trim(' ').IsEmpty) ? null : text;
    }

    private long Whole(TelemetryKey key, long atMost)
    {
        DecimalNumber number = Number(key);
        return number.IsPresent && number.IsExact && number.IsWithin(0, atMost) ? number.Rounded : -1;
    }

    private int Measured(TelemetryKey key, int low, int high, TelemetryFields field, ref TelemetryFields implausible)
    {
        ref readonly DecimalNumber number = ref Number(key);
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

    /// <summary>Any value that the four listed fields do not hold shows a sender that would have told of a harsh event.</summary>
    private bool IsFull()
    {
        for (int key = (int)TelemetryKey.TripId; key < (int)TelemetryKey.HarshEvent; key++)
        {
            if (_numbers[key].IsPresent || _texts[key] is not null || _flags[key] is not null)
            {
                return true;
            }
        }

        return false;
    }
}
