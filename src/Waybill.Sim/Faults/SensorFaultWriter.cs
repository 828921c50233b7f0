using Waybill.Events.Ledger;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Factory;

namespace Waybill.Sim.Faults;

/// <summary>Puts faults into sensor_logs. A sensor that is stuck or drifts is so for some readings of its machine's day.</summary>
internal sealed class SensorFaultWriter(SensorJson codec, FeedFaults faults, Plant plant)
    : FactoryFaultWriter<SensorRow>(codec, faults, plant)
{
    private const int MostDriftSeconds = 300;
    private const int FewestReadingsWrong = 5;
    private const int MostReadingsWrong = 15;

    private static readonly SensorColumn[] Values =
        [SensorColumn.Temperature, SensorColumn.Pressure, SensorColumn.EnergyKwh, SensorColumn.EfficiencyPercent];

    private static readonly Instant[] ResetClocks =
        [Instant.FromDay(0), Instant.FromDateTime(new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc))];

    private readonly SensorRun[] _runs = new SensorRun[plant.Machines.Length];

    protected override void BeginDay() => Array.Clear(_runs);

    protected override bool TryGoOn(in SensorRow row)
    {
        ref SensorRun run = ref _runs[row.Batch.Machine % _runs.Length];
        if (run.Left == 0 || Faults.IsQuiet)
        {
            return false;
        }

        run.Left--;
        int value = run.Value;
        if (run.Kind == FaultKind.DriftingSensor)
        {
            run.Value += run.Step;
            value = row.DeciCelsius + run.Value;
        }

        Write(run.Column, value);
        if (!Change(run.Kind, (int)run.Column, in row, repairable: false))
        {
            WriteClean(in row);
        }

        return true;
    }

    protected override bool TryApply(FaultKind kind, in SensorRow row, ref FaultDice dice)
    {
        switch (kind)
        {
            case FaultKind.NullValue:
                return Blank(kind, (int)Values[dice.Below(Values.Length)], in row);
            case FaultKind.ClockDrift:
                int seconds = dice.Between(1, MostDriftSeconds);
                return Retime(
                    kind, (int)SensorColumn.Timestamp, in row, row.At.AddSeconds(dice.Below(2) == 0 ? seconds : -seconds));
            case FaultKind.ClockReset:
                Instant reset = ResetClocks[dice.Below(ResetClocks.Length)];
                return Retime(kind, (int)SensorColumn.Timestamp, in row, reset.AddSeconds(dice.Below(Instant.SecondsPerDay)));
            case FaultKind.IdVariant:
                return RespellMachine((int)SensorColumn.MachineId, in row, row.Batch.Machine, ref dice);
            case FaultKind.UnitMixup:
                return WriteFahrenheit(in row);
            case FaultKind.Outlier:
                return WriteOutlier(in row, ref dice);
            case FaultKind.BrokenRow:
                return Break(in row, mostKept: 0, ref dice);
            case FaultKind.StuckSensor:
                Stick(in row, ref dice);
                return false;
            case FaultKind.DriftingSensor:
                BeginDrift(in row, ref dice);
                return TryGoOn(in row);
            default:
                return false;
        }
    }

    /// <summary>The machine's next readings show what this one shows.</summary>
    private void Stick(in SensorRow row, ref FaultDice dice)
    {
        bool temperature = dice.Below(2) == 0;
        _runs[row.Batch.Machine % _runs.Length] = new SensorRun
        {
            Kind = FaultKind.StuckSensor,
            Left = dice.Between(FewestReadingsWrong, MostReadingsWrong),
            Column = temperature ? SensorColumn.Temperature : SensorColumn.Pressure,
            Value = temperature ? row.DeciCelsius : row.Centibar,
        };
    }

    private void BeginDrift(in SensorRow row, ref FaultDice dice)
    {
        int step = dice.Between(5, 20);
        _runs[row.Batch.Machine % _runs.Length] = new SensorRun
        {
            Kind = FaultKind.DriftingSensor,
            Left = dice.Between(FewestReadingsWrong, MostReadingsWrong),
            Column = SensorColumn.Temperature,
            Step = dice.Below(2) == 0 ? step : -step,
        };
    }

    /// <summary>A temperature that cannot be Celsius on this machine proves its unit.</summary>
    private bool WriteFahrenheit(in SensorRow row)
    {
        MachineModel model = Plant.Machines[row.Batch.Machine % _runs.Length];
        int fahrenheit = (((row.DeciCelsius * 18) + 5) / 10) + 320;
        Write(SensorColumn.Temperature, fahrenheit);
        bool isProven = fahrenheit < model.CoolestDeciCelsius || fahrenheit > model.HottestDeciCelsius;
        return Change(FaultKind.UnitMixup, (int)SensorColumn.Temperature, in row, isProven);
    }

    private bool WriteOutlier(in SensorRow row, ref FaultDice dice)
    {
        int size = dice.Below(1_000);
        bool low = dice.Below(2) == 0;
        SensorColumn column = Values[dice.Below(Values.Length)];
        Write(column, column switch
        {
            SensorColumn.Temperature => low ? -9_990 - size : 60_000 + size,
            SensorColumn.Pressure => low ? -100 - size : 100_000 + size,
            SensorColumn.EnergyKwh => low ? -1_000 - size : 1_000_000_000 + size,
            _ => low ? -100 - size : 5_000 + size,
        });
        return Change(FaultKind.Outlier, (int)column, in row, repairable: false);
    }

    /// <summary>Puts a number into the buffer of written values: in tenths, hundredths or thousandths as the column has them.</summary>
    private void Write(SensorColumn column, int value)
    {
        Written.Clear();
        ref byte start = ref Written.Reserve(20 + Utf8Number.Slack);
        Written.Advance(column switch
        {
            SensorColumn.Pressure => Utf8Number.WriteHundredths(ref start, 0, value),
            SensorColumn.EnergyKwh => Utf8Number.WriteThousandths(ref start, 0, value),
            _ => Utf8Number.WriteTenths(ref start, 0, value),
        });
    }
}
