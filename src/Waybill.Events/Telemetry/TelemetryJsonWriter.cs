using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Telemetry;

/// <summary>
/// Writes readings as JSON objects, the keys in the order of the feed: the four listed ones, then ours when the reading has
/// any of them. What is missing is written as null. Temperatures, fuel and volts have two decimals, humidity
/// and speed one, places six; halves are rounded away from zero. Nothing is allocated for a reading of the same truck and trip as the
/// one before. Not for use by several threads.
/// </summary>
public sealed class TelemetryJsonWriter
{
    /// <summary>More than all keys, numbers and words of a reading and its envelope take, without its texts.</summary>
    private const int FixedLength = 640;

    private readonly JsonMember _truck = new("{\"truck_id\":"u8);
    private readonly JsonMember _trip = new(",\"trip_id\":"u8);
    private readonly JsonMember _route = new(",\"route\":"u8);
    private readonly JsonMember _cargo = new(",\"cargo\":"u8);

    /// <summary>Appends the object: the value of a message.</summary>
    public void Append(ByteBuffer buffer, in TelemetryReading reading)
    {
        ref byte start = ref Begin(buffer, in reading);
        int at = WriteFields(ref start, in reading);
        Unsafe.Add(ref start, at) = (byte)'}';
        buffer.Advance(at + 1);
    }

    /// <summary>Appends the object with the time of its reception, and a line feed: a line of a landing file.</summary>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="reading">The reading.</param>
    /// <param name="receivedAt">When the broker or gateway got it.</param>
    public void AppendLine(ByteBuffer buffer, in TelemetryReading reading, Instant receivedAt)
    {
        ref byte start = ref Begin(buffer, in reading);
        int at = WriteFields(ref start, in reading);
        at = Put(ref start, at, ",\"received_at\":"u8);
        at = WriteEpoch(ref start, at, receivedAt);
        at = Put(ref start, at, "}\n"u8);
        buffer.Advance(at);
    }

    // Road, cargo and a harsh event alone make no full reading, and are not to be lost.
    private static bool HasMore(in TelemetryReading reading) =>
        reading.IsFull || reading.Route is not null || reading.Cargo is not null || reading.Harsh != HarshEvent.None;

    private ref byte Begin(ByteBuffer buffer, in TelemetryReading reading)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        int texts = _truck.Set(reading.TruckId);
        if (HasMore(in reading))
        {
            texts += _trip.Set(reading.TripId) + _route.Set(reading.Route) + _cargo.Set(reading.Cargo);
        }

        return ref buffer.Reserve(texts + FixedLength);
    }

    private int WriteFields(ref byte start, in TelemetryReading reading)
    {
        int at = _truck.Write(ref start, 0);
        at = Put(ref start, at, ",\"temp\":"u8);
        at = WriteHundredths(ref start, at, reading.TempMilli);
        at = Put(ref start, at, ",\"fuel\":"u8);
        at = WriteHundredths(ref start, at, reading.FuelMilli);
        at = Put(ref start, at, ",\"timestamp\":"u8);
        at = WriteEpoch(ref start, at, reading.At);
        return HasMore(in reading) ? WriteConditions(ref start, WriteMovement(ref start, at, in reading), in reading) : at;
    }

    private int WriteMovement(ref byte start, int at, in TelemetryReading reading)
    {
        at = _trip.Write(ref start, at);
        at = Put(ref start, at, ",\"seq\":"u8);
        at = WriteWhole(ref start, at, reading.Seq, missing: -1);
        at = Put(ref start, at, ",\"lat\":"u8);
        at = WriteMillionths(ref start, at, reading.LatitudeMicro);
        at = Put(ref start, at, ",\"lon\":"u8);
        at = WriteMillionths(ref start, at, reading.LongitudeMicro);
        at = Put(ref start, at, ",\"speed_kmh\":"u8);
        at = WriteTenths(ref start, at, reading.SpeedMilliKmh);
        at = Put(ref start, at, ",\"heading\":"u8);
        at = WriteWhole(ref start, at, reading.Heading, TelemetryReading.Missing);
        at = Put(ref start, at, ",\"odometer_km\":"u8);
        return reading.OdometerMetres == -1
            ? Put(ref start, at, "null"u8)
            : Utf8Number.WriteThousandths(ref start, at, reading.OdometerMetres);
    }

    private int WriteConditions(ref byte start, int at, in TelemetryReading reading)
    {
        at = Put(ref start, at, ",\"engine_on\":"u8);
        at = WriteFlag(ref start, at, reading.EngineOn);
        at = Put(ref start, at, ",\"door_open\":"u8);
        at = WriteFlag(ref start, at, reading.DoorOpen);
        at = Put(ref start, at, ",\"set_point\":"u8);
        at = WriteHundredths(ref start, at, reading.SetPointMilli);
        at = Put(ref start, at, ",\"cargo_temp\":"u8);
        at = WriteHundredths(ref start, at, reading.CargoTempMilli);
        at = Put(ref start, at, ",\"ambient\":"u8);
        at = WriteHundredths(ref start, at, reading.AmbientMilli);
        at = Put(ref start, at, ",\"humidity\":"u8);
        at = WriteTenths(ref start, at, reading.HumidityMilli);
        at = Put(ref start, at, ",\"reefer_on\":"u8);
        at = WriteFlag(ref start, at, reading.ReeferOn);
        at = Put(ref start, at, ",\"battery_v\":"u8);
        at = WriteHundredths(ref start, at, reading.BatteryMilli);
        at = Put(ref start, at, ",\"harsh_event\":"u8);
        at = WriteHarsh(ref start, at, reading.Harsh);
        return _cargo.Write(ref start, _route.Write(ref start, at));
    }

    private static int WriteHarsh(ref byte start, int at, HarshEvent harsh) => harsh switch
    {
        HarshEvent.None => Put(ref start, at, "null"u8),
        HarshEvent.Braking => Put(ref start, at, "\"braking\""u8),
        HarshEvent.Acceleration => Put(ref start, at, "\"acceleration\""u8),
        _ => Put(ref start, at, "\"cornering\""u8),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteFlag(ref byte start, int at, bool? flag) => flag switch
    {
        true => Put(ref start, at, "true"u8),
        false => Put(ref start, at, "false"u8),
        null => Put(ref start, at, "null"u8),
    };

    /// <summary>Seconds since 1970, with as many decimals as the time needs: none, three or six.</summary>
    private static int WriteEpoch(ref byte start, int at, Instant time)
    {
        long micro = time.Microseconds;
        long milli = micro / 1_000;
        if (milli * 1_000 != micro)
        {
            return WriteMillionths(ref start, at, micro);
        }

        long seconds = milli / 1_000;
        return seconds * 1_000 == milli
            ? Utf8Number.WriteSigned(ref start, at, seconds)
            : Utf8Number.WriteThousandths(ref start, at, milli);
    }

    private static int WriteWhole(ref byte start, int at, long value, long missing) =>
        value == missing ? Put(ref start, at, "null"u8) : Utf8Number.WriteSigned(ref start, at, value);

    private static int WriteHundredths(ref byte start, int at, int milli) => milli == TelemetryReading.Missing
        ? Put(ref start, at, "null"u8)
        : Utf8Number.WriteHundredths(ref start, at, ((long)milli + (milli < 0 ? -5 : 5)) / 10);

    private static int WriteTenths(ref byte start, int at, int milli) => milli == TelemetryReading.Missing
        ? Put(ref start, at, "null"u8)
        : Utf8Number.WriteTenths(ref start, at, ((long)milli + (milli < 0 ? -50 : 50)) / 100);

    private static int WriteMillionths(ref byte start, int at, int micro) => micro == TelemetryReading.Missing
        ? Put(ref start, at, "null"u8)
        : WriteMillionths(ref start, at, (long)micro);

    private static int WriteMillionths(ref byte start, int at, long micro)
    {
        if (micro < 0)
        {
            Unsafe.Add(ref start, at++) = (byte)'-';
            micro = -micro;
        }

        ulong whole = (ulong)micro / 1_000_000;
        at = Utf8Number.Write(ref start, at, whole);
        Unsafe.Add(ref start, at) = (byte)'.';
        return Utf8Number.WritePadded(ref start, at + 1, (uint)((ulong)micro - (whole * 1_000_000)), 6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Put(ref byte start, int at, ReadOnlySpan<byte> text)
    {
        Unsafe.CopyBlockUnaligned(
            ref Unsafe.Add(ref start, at), ref MemoryMarshal.GetReference(text), (uint)text.Length);
        return at + text.Length;
    }
}
