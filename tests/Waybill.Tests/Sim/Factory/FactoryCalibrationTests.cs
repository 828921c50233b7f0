using Waybill.Events.Rows;
using Waybill.Events.Values;
using Waybill.Sim.Factory;
using Xunit;

namespace Waybill.Tests.Sim.Factory;

/// <summary>Compares a long run with the figures that the plant is calibrated to.</summary>
public sealed class FactoryCalibrationTests
{
    private static readonly PlantSettings Settings = new();
    private static readonly PlayedFactory Played = PlayedFactory.Play(Settings, 200);

    [Fact]
    public void Batches_take_as_long_as_their_machine_says_and_follow_after_a_gap()
    {
        foreach (IGrouping<int, BatchRow> machine in Played.Batches.GroupBy(batch => batch.Id.Machine))
        {
            Bounds minutes = Settings.Machines[machine.Key].BatchMinutes;
            double[] lengths = [.. machine.Select(batch => (batch.EndedAt.Seconds - batch.StartedAt.Seconds) / 60.0)];
            Assert.InRange(lengths.Min(), (double)minutes.Least, (double)minutes.Least + 3);
            Assert.InRange(lengths.Max(), (double)minutes.Most - 1, (double)minutes.Most);
            Assert.InRange(lengths.Average(), (double)(minutes.Least + minutes.Most) / 2 * 0.95, (double)(minutes.Least + minutes.Most) / 2);
        }

        double[] gaps =
        [
            .. Played.Batches.Where(batch => batch.Id.Machine == 0).OrderBy(batch => batch.StartedAt).Chunk(2)
                .Where(pair => pair.Length == 2 && pair[0].Id.Day == pair[1].Id.Day)
                .Select(pair => (pair[1].StartedAt.Seconds - pair[0].EndedAt.Seconds) / 60.0)
                .Where(gap => gap <= 20),
        ];
        Assert.InRange(gaps.Min(), 5, 5.5);
        Assert.InRange(gaps.Average(), 12, 13);
    }

    [Fact]
    public void Two_per_cent_of_the_units_are_defective()
    {
        Assert.InRange(Played.Batches.Sum(batch => batch.Defective) / (double)Played.Batches.Sum(batch => batch.Produced), 0.0195, 0.0205);
        Assert.All(Played.Batches, batch => Assert.InRange(batch.Defective, 0, (batch.Produced * 0.03) + 1));
    }

    [Fact]
    public void Forty_per_cent_of_the_batches_are_inspected_and_seventy_per_cent_of_those_with_defects_fail()
    {
        Dictionary<BatchId, BatchRow> batches = Played.Batches.ToDictionary(batch => batch.Id);
        CheckRow[] defective = [.. Played.Checks.Where(check => batches[check.Batch].Defective > 0)];

        Assert.InRange(Played.Checks.Count / (double)Played.Batches.Count, 0.38, 0.42);
        Assert.InRange(defective.Count(check => !check.Passed) / (double)defective.Length, 0.675, 0.725);
        Assert.All(Played.Checks.Except(defective), check => Assert.True(check.Passed));
        Assert.All(Played.Checks, check => Assert.InRange(check.At.Seconds - batches[check.Batch].EndedAt.Seconds, 60, 1_800));
    }

    [Fact]
    public void A_quarter_of_the_batches_has_something_in_the_log()
    {
        double noted = Played.Logs.Count(log => log.Notes > 0) - Played.Kpis.Maintenances;

        Assert.InRange(noted / Played.Batches.Count, 0.235, 0.265);
    }

    [Fact]
    public void Readings_lie_within_the_ranges_of_their_machine_and_sum_to_the_energy_of_the_batch()
    {
        foreach (IGrouping<int, SensorRow> machine in Played.Readings.GroupBy(reading => reading.Batch.Machine))
        {
            MachineSettings settings = Settings.Machines[machine.Key];
            Assert.All(machine, reading => Assert.InRange(reading.DeciCelsius / 10m, settings.Temperature.Least, settings.Temperature.Most));
            Assert.All(machine, reading => Assert.InRange(reading.Centibar / 100m, settings.Pressure.Least, settings.Pressure.Most));
            Assert.All(machine, reading => Assert.InRange(reading.EfficiencyPerMille, 485, 1_000));
        }

        Assert.All(Played.Readings.CountBy(reading => reading.Batch), batch => Assert.InRange(batch.Value, 3, 5));
        Assert.Equal(Played.Kpis.WattHours, Played.Readings.Sum(reading => (long)reading.WattHours));
        Assert.Equal(Played.Batches.Count, Played.Readings.DistinctBy(reading => reading.Batch).Count());
    }

    [Fact]
    public void Each_machine_uses_as_much_energy_a_unit_as_it_should()
    {
        foreach (IGrouping<int, BatchRow> machine in Played.Batches.GroupBy(batch => batch.Id.Machine))
        {
            double energy = Played.Readings.Where(reading => reading.Batch.Machine == machine.Key).Sum(reading => (double)reading.WattHours);
            double expected = (double)Settings.Machines[machine.Key].KwhPerUnit * 1_000;
            Assert.InRange(energy / machine.Sum(batch => batch.Produced), expected * 0.99, expected * 1.01);
        }
    }
}
