using Waybill.Events.Rows;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Factory;

/// <summary>Decides everything about a factory's batches and what their sensors show.</summary>
internal sealed class BatchMaker
{
    private const int Million = 1_000_000;

    /// <summary>Output and energy of a batch differ from what they should be by up to this.</summary>
    private const int OutputSpread = 15_000;
    private const int EnergySpread = 50_000;

    /// <summary>Readings keep away from the ends of their range by this part of it; half of that is a reading's own noise.</summary>
    private const int MarginParts = 10;

    /// <summary>The efficiency that sensors show differs from the true one by up to five tenths of a per cent.</summary>
    private const int ShownSpread = 5;

    private const int MostReadings = 64;

    private readonly int _shortestGap;
    private readonly int _longestGap;
    private readonly int _fewestReadings;
    private readonly int _mostReadings;
    private readonly int _leastDefects;
    private readonly int _mostDefects;
    private FactoryStreams _streams;

    public BatchMaker(Plant plant)
    {
        PlantSettings settings = plant.Settings;
        _shortestGap = (int)(settings.GapMinutes.Least * 60);
        _longestGap = (int)(settings.GapMinutes.Most * 60);
        _fewestReadings = (int)settings.Readings.Least;
        _mostReadings = (int)settings.Readings.Most;
        _leastDefects = (int)Math.Max((settings.DefectShare - settings.DefectSpread) * Million, 0);
        _mostDefects = (int)Math.Min((settings.DefectShare + settings.DefectSpread) * Million, Million);
    }

    /// <summary>The factory whose batches are decided from now on.</summary>
    public void Open(FactoryStreams streams) => _streams = streams;

    public int Gap(ulong key) => Between(_streams.Gap, key, _shortestGap, _longestGap);

    /// <param name="machine">The machine.</param>
    /// <param name="key">Counter of the batch.</param>
    /// <param name="mostSeconds">Until the plant closes.</param>
    /// <param name="day">The day.</param>
    public BatchPlan Plan(Machine machine, ulong key, long mostSeconds, int day)
    {
        MachineModel model = machine.Model;
        int seconds = (int)Math.Min(Between(_streams.Length, key, model.ShortestBatch, model.LongestBatch), mostSeconds);
        int spread = Between(_streams.Output, key, -OutputSpread, OutputSpread);
        long mean = model.Efficiency(day - machine.WornSince);
        int efficiency = (int)Math.Min(mean + (mean * spread / Million), Million);
        int produced = (int)Math.Max(model.MilliunitsPerHour * efficiency / 1_000 * seconds / 3_600 / Million, 1);
        long defects = (long)produced * Between(_streams.DefectShare, key, _leastDefects, _mostDefects);
        int defective = (int)((defects + _streams.Defects.Below(key, Million)) / Million);
        long factor = Million + Between(_streams.Energy, key, -EnergySpread, EnergySpread);
        int wattHours = (int)(produced * model.MilliwattHoursPerUnit / 1_000 * factor / Million);
        return new BatchPlan(
            seconds, produced, defective, efficiency, wattHours, Between(_streams.Readings, key, _fewestReadings, _mostReadings));
    }

    /// <summary>Seconds from the start of a batch to its n-th reading: evenly spread, a little off, the last at its end.</summary>
    public int ReadingTime(BatchPlan plan, ulong key, int number)
    {
        int even = (int)((long)plan.Seconds * number / plan.Readings);
        int most = plan.Seconds / (4 * plan.Readings);
        return number == plan.Readings ? plan.Seconds : even + Between(_streams.ReadingTime, Of(key, number), -most, most);
    }

    public SensorRow Read(Instant now, Machine machine, ulong key, int number)
    {
        BatchRow batch = machine.Batch;
        long passed = now.Seconds - batch.StartedAt.Seconds;
        int told = (int)(machine.WattHours * passed / (batch.EndedAt.Seconds - batch.StartedAt.Seconds));
        int wattHours = told - machine.WattHoursTold;
        machine.WattHoursTold = told;
        ulong reading = Of(key, number);
        MachineModel model = machine.Model;
        int shown = (machine.Efficiency / 1_000) + Between(_streams.Efficiency, reading, -ShownSpread, ShownSpread);
        return new SensorRow
        {
            At = now,
            DeciCelsius = Measure(
                _streams.BaseTemperature.At(key), _streams.Temperature.At(reading), model.CoolestDeciCelsius, model.HottestDeciCelsius),
            Centibar = Measure(
                _streams.BasePressure.At(key), _streams.Pressure.At(reading), model.LowestCentibar, model.HighestCentibar),
            WattHours = wattHours,
            EfficiencyPerMille = Math.Clamp(shown, 0, 1_000),
            Batch = batch.Id,
            SourceSeq = 0,
        };
    }

    /// <summary>A level of the whole batch and a little noise, within the machine's range.</summary>
    private static int Measure(ulong batchBits, ulong readingBits, int least, int most)
    {
        int margin = (most - least) / MarginParts;
        int level = least + margin + (int)Math.BigMul(batchBits, (ulong)(most - least - (2 * margin) + 1), out _);
        int noise = margin / 2;
        return level - noise + (int)Math.BigMul(readingBits, (ulong)((2 * noise) + 1), out _);
    }

    private static ulong Of(ulong key, int number) => (key * MostReadings) + (uint)number;

    private static int Between(RandomStream stream, ulong key, int least, int most) =>
        least + stream.Below(key, most - least + 1);
}
