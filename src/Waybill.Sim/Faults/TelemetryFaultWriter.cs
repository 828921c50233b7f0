using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Telemetry;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.ColdChain;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Faults;

/// <summary>
/// Puts faults into what trucks report. A clock or a sensor that is wrong is so for a while, at most until midnight; the other faults
/// strike single readings. A reading has one fault at most.
/// </summary>
internal sealed class TelemetryFaultWriter : IReadingWriter
{
    private const int ShortestRunSeconds = 180;
    private const int LongestStuckSeconds = 1_200;
    private const int LongestDriftSeconds = 3_600;
    private const int LeastDrift = 20;
    private const int MostDrift = 300;
    private const int LeastDisorder = 20;
    private const int MostDisorder = 300;
    private const int LeastLate = 900;
    private const int MostLate = 36 * 3_600;
    private const int MostUntilCopy = 7_200;

    private static readonly TelemetryFields[] Fields =
    [
        TelemetryFields.Temp, TelemetryFields.Fuel, TelemetryFields.Speed, TelemetryFields.CargoTemp, TelemetryFields.Ambient,
        TelemetryFields.Humidity, TelemetryFields.Battery,
    ];

    private readonly TelemetryOutput _output;
    private readonly FaultLedger _ledger;
    private readonly RandomStreams _streams;
    private readonly RowFaultPicker _picker;
    private readonly int _reportSeconds;
    private readonly FaultDice[] _dice = new FaultDice[FaultKinds.Count];
    private readonly TelemetryJsonWriter _json = new();
    private readonly ByteBuffer _key = new(96);
    private readonly ByteBuffer _true = new(1_024);
    private readonly ByteBuffer _written = new(1_024);
    private long _row;
    private long _slotEnd;
    private int _day;
    private FaultKind _run;
    private int _runLeft;
    private int _runValue;

    public TelemetryFaultWriter(TelemetryOutput output, WorldPlan plan, FaultLedger ledger, int reportSeconds)
    {
        _output = output;
        _ledger = ledger;
        _streams = plan.World.Streams;
        _picker = new RowFaultPicker(FeedCatalogue.Telemetry, plan.Faults, _streams, plan.StartDay);
        _reportSeconds = reportSeconds;
    }

    public void Begin(int truck, int day)
    {
        _day = day;
        _row = 0;
        _slotEnd = long.MinValue;
        _runLeft = 0;
        _picker.Open(truck);
        foreach (FaultKind kind in FaultScope.Rows(FeedCatalogue.Telemetry))
        {
            _dice[(int)kind] = new FaultDice(_streams.Get($"fault.telemetry.{FaultKinds.Name(kind)}.detail", truck));
        }
    }

    public bool Write(in TelemetryReading reading, long receivedMilli, bool isOnTheWay)
    {
        long row = _row++;
        if (reading.At.Microseconds >= _slotEnd)
        {
            _picker.Enter(reading.At, row, _day);
            _slotEnd = _picker.SlotEnd.Microseconds;
            foreach (FaultKind kind in FaultScope.Rows(FeedCatalogue.Telemetry))
            {
                _dice[(int)kind].Open(_picker.Slot);
            }
        }

        FaultKind? struck = _picker.NextStruck <= row ? _picker.Take(row) : null;
        if (_runLeft > 0)
        {
            _runLeft--;
            return GoOn(in reading, receivedMilli);
        }

        if (struck is { } what)
        {
            return Strike(what, in reading, receivedMilli, isOnTheWay);
        }

        _output.Write(in reading, receivedMilli);
        return true;
    }

    private bool Strike(FaultKind kind, in TelemetryReading reading, long receivedMilli, bool isOnTheWay)
    {
        ref FaultDice dice = ref _dice[(int)kind];
        switch (kind)
        {
            case FaultKind.ClockDrift:
                int drift = dice.Between(LeastDrift, MostDrift);
                BeginRun(kind, dice.Below(2) == 0 ? drift : -drift, LongestDriftSeconds, ref dice);
                return GoOn(in reading, receivedMilli);
            case FaultKind.StuckSensor when reading.TempMilli != TelemetryReading.Missing:
                BeginRun(kind, reading.TempMilli, LongestStuckSeconds, ref dice);
                break;
            case FaultKind.NullValue:
                return Blank(in reading, receivedMilli, Fields[dice.Below(Fields.Length)]);
            case FaultKind.Outlier:
                return WriteOutlier(in reading, receivedMilli, ref dice);
            case FaultKind.BrokenRow:
                Break(in reading, receivedMilli, ref dice);
                return false;
            case FaultKind.DuplicateRow:
                long copied = receivedMilli + dice.Between(1, MostUntilCopy * 1_000);
                Record(kind, in reading, copied, repairable: true);
                _output.Write(in reading, receivedMilli);
                _output.WriteLater(in reading, copied);
                return true;
            case FaultKind.OutOfOrder:
                return Delay(kind, in reading, receivedMilli + (dice.Between(LeastDisorder, MostDisorder) * 1_000L));
            case FaultKind.Late when isOnTheWay:
                return Delay(kind, in reading, receivedMilli + (dice.Between(LeastLate, MostLate) * 1_000L));
        }

        _output.Write(in reading, receivedMilli);
        return true;
    }

    private void BeginRun(FaultKind kind, int value, int mostSeconds, ref FaultDice dice)
    {
        _run = kind;
        _runValue = value;
        _runLeft = Math.Max(dice.Between(ShortestRunSeconds, mostSeconds) / _reportSeconds, 1);
    }

    /// <summary>Writes a reading in which a fault that began earlier goes on.</summary>
    private bool GoOn(in TelemetryReading reading, long receivedMilli)
    {
        if (_run == FaultKind.ClockDrift)
        {
            TelemetryReading shifted = reading with { At = reading.At.AddSeconds(_runValue) };
            RecordNumbers(FaultKind.ClockDrift, in reading, receivedMilli, "timestamp"u8, reading.At.Seconds, shifted.At.Seconds);
            _output.Write(in shifted, receivedMilli);
            return true;
        }

        if (reading.TempMilli == _runValue || reading.TempMilli == TelemetryReading.Missing)
        {
            _output.Write(in reading, receivedMilli);
            return true;
        }

        return Change(FaultKind.StuckSensor, in reading, receivedMilli, TelemetryFields.Temp, _runValue);
    }

    private bool Blank(in TelemetryReading reading, long receivedMilli, TelemetryFields field) =>
        Change(FaultKind.NullValue, in reading, receivedMilli, field, TelemetryReading.Missing);

    /// <summary>Only values that cannot be: one that could be would be what was measured, for all that anybody knows.</summary>
    private bool WriteOutlier(in TelemetryReading reading, long receivedMilli, ref FaultDice dice)
    {
        TelemetryFields field = Fields[dice.Below(Fields.Length)];
        int size = dice.Below(1_000);
        bool low = dice.Below(2) == 0;
        int value = field switch
        {
            TelemetryFields.Fuel or TelemetryFields.Humidity => low ? -1_000 - (size * 100) : 101_000 + (size * 500),
            TelemetryFields.Speed => low ? -5_000 - (size * 100) : 255_000 + (size * 1_000),
            TelemetryFields.Battery => low ? -1_000 - (size * 10) : 65_000 + (size * 500),
            _ => low ? -127_000 - (size * 100) : 850_000 + (size * 100),
        };
        return Change(FaultKind.Outlier, in reading, receivedMilli, field, value);
    }

    /// <summary>Writes the reading with another value in a field; as it is when that is its value already.</summary>
    private bool Change(FaultKind kind, in TelemetryReading reading, long receivedMilli, TelemetryFields field, int value)
    {
        (TelemetryReading changed, int before, string name) = field switch
        {
            TelemetryFields.Temp => (reading with { TempMilli = value }, reading.TempMilli, "temp"),
            TelemetryFields.Fuel => (reading with { FuelMilli = value }, reading.FuelMilli, "fuel"),
            TelemetryFields.Speed => (reading with { SpeedMilliKmh = value }, reading.SpeedMilliKmh, "speed_kmh"),
            TelemetryFields.CargoTemp => (reading with { CargoTempMilli = value }, reading.CargoTempMilli, "cargo_temp"),
            TelemetryFields.Ambient => (reading with { AmbientMilli = value }, reading.AmbientMilli, "ambient"),
            TelemetryFields.Humidity => (reading with { HumidityMilli = value }, reading.HumidityMilli, "humidity"),
            _ => (reading with { BatteryMilli = value }, reading.BatteryMilli, "battery_v"),
        };
        if (before == value || before == TelemetryReading.Missing)
        {
            _output.Write(in reading, receivedMilli);
            return true;
        }

        bool hasOneDecimal = field is TelemetryFields.Speed or TelemetryFields.Humidity;
        Show(_true, before, hasOneDecimal);
        Show(_written, value, hasOneDecimal);
        Record(kind, in reading, receivedMilli, repairable: false, Encoding.ASCII.GetBytes(name), _true.Written, _written.Written);
        _output.Write(in changed, receivedMilli);
        return true;
    }

    private void Break(in TelemetryReading reading, long receivedMilli, ref FaultDice dice)
    {
        _true.Clear();
        _json.AppendLine(_true, in reading, new Instant(receivedMilli * 1_000));
        _written.Clear();
        LineFaults.AppendBrokenElement(_written, _true.Written, "\n"u8, ref dice);
        Record(FaultKind.BrokenRow, in reading, receivedMilli, repairable: false, "row"u8, _true.Written[..^1], _written.Written[..^1]);
        _output.WriteUnreadable(_written.Written, receivedMilli);
    }

    private bool Delay(FaultKind kind, in TelemetryReading reading, long receivedMilli)
    {
        Record(kind, in reading, receivedMilli, repairable: true);
        _output.WriteLater(in reading, receivedMilli);
        return true;
    }

    private void RecordNumbers(
        FaultKind kind, in TelemetryReading reading, long receivedMilli, ReadOnlySpan<byte> field, long before, long after)
    {
        WriteWhole(_true, before);
        WriteWhole(_written, after);
        Record(kind, in reading, receivedMilli, repairable: false, field, _true.Written, _written.Written);
    }

    private void Record(
        FaultKind kind,
        in TelemetryReading reading,
        long receivedMilli,
        bool repairable,
        ReadOnlySpan<byte> field = default,
        ReadOnlySpan<byte> trueValue = default,
        ReadOnlySpan<byte> writtenValue = default)
    {
        _key.Clear();
        _key.Append(Encoding.ASCII.GetBytes(reading.TruckId));
        _key.Append((byte)'|');
        ref byte start = ref _key.Reserve(20 + Utf8Number.Slack);
        _key.Advance(Utf8Number.WriteSigned(ref start, 0, reading.At.Seconds));
        _ledger.Add(new LedgerEntry
        {
            Kind = kind,
            Feed = FeedCatalogue.Telemetry,
            EntityKey = _key.Written,
            Field = field,
            TrueValue = trueValue,
            WrittenValue = writtenValue,
            EventTime = reading.At,
            ArrivalTime = DropWindow.At(new Instant(receivedMilli * 1_000)).End,
            IsRepairable = repairable,
        });
    }

    private static void Show(ByteBuffer buffer, int milli, bool hasOneDecimal)
    {
        buffer.Clear();
        if (milli == TelemetryReading.Missing)
        {
            return;
        }

        ref byte start = ref buffer.Reserve(20 + Utf8Number.Slack);
        buffer.Advance(hasOneDecimal
            ? Utf8Number.WriteTenths(ref start, 0, milli / 100)
            : Utf8Number.WriteHundredths(ref start, 0, milli / 10));
    }

    private static void WriteWhole(ByteBuffer buffer, long value)
    {
        buffer.Clear();
        ref byte start = ref buffer.Reserve(20 + Utf8Number.Slack);
        buffer.Advance(Utf8Number.WriteSigned(ref start, 0, value));
    }
}
