using FsCheck;
using FsCheck.Fluent;
using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Values;
using Waybill.Sim.Factory;
using Waybill.Sim.Truth;
using Xunit;

namespace Waybill.Tests.Sim.Factory;

public sealed class FactoryCellTests
{
    private const int Plate = 0;
    private const int Gear = 1;

    private static readonly PlantSettings Default = new();

    [Fact]
    public void Material_is_conserved_in_any_plant_on_every_day()
    {
        Prop.ForAll(Plants, settings =>
        {
            PlayedFactory played = PlayedFactory.Play(settings, 6);

            foreach (FactoryKpis day in played.Days)
            {
                Assert.InRange(day.Consumed(Plate), 0, day.Produced(Plate) - day.Defective(Plate));
                Assert.True(day.InPlants(Plate) >= 0 && day.InPlants(Gear) == 0);
                Assert.Equal(day.Consumed(Plate), 2 * day.Produced(Gear));
                Assert.True(day.InWarehouses(Gear) <= day.Shipped(Gear));
            }

            AssertNoPlateIsUsedBeforeItIsMade(played);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Fact]
    public void What_leaves_on_a_day_is_in_the_warehouses_on_the_next_one()
    {
        PlayedFactory played = PlayedFactory.Play(Default, 10);

        Assert.Equal(0, played.Days[0].InWarehouses(Gear));
        Assert.All(Enumerable.Range(1, 9), day => Assert.Equal(played.Days[day - 1].Shipped(Gear), played.Days[day].InWarehouses(Gear)));
    }

    [Fact]
    public void The_assembler_starves_until_the_first_plates_come_and_no_more_when_smelters_keep_up()
    {
        PlayedFactory played = PlayedFactory.Play(Default, 90);

        Assert.InRange(played.Days[0].StarvedSeconds, 1_800, 4 * 3_600);
        Assert.Equal(played.Days[0].StarvedSeconds, played.Days[^1].StarvedSeconds);
        Assert.All(played.Days.Skip(1), day => Assert.InRange(day.InPlants(Plate), 300, 300));
    }

    [Fact]
    public void An_assembler_starves_every_day_when_smelters_lag()
    {
        PlantSettings slow = Default with
        {
            Machines = [.. Default.Machines.Select(machine => machine.Kind == "SMELTER" ? machine with { UnitsPerHour = 12 } : machine)],
        };

        PlayedFactory played = PlayedFactory.Play(slow, 20);

        Assert.All(Enumerable.Range(1, 19), day => Assert.True(played.Days[day].StarvedSeconds > played.Days[day - 1].StarvedSeconds));
        Assert.InRange(played.Kpis.Consumed(Plate) / (double)(played.Kpis.Produced(Plate) - played.Kpis.Defective(Plate)), 0.9, 1);
    }

    [Fact]
    public void The_second_smelter_loses_two_hundredths_a_day_down_to_a_half_and_nothing_else_does()
    {
        PlayedFactory played = PlayedFactory.Play(Default, 60);

        double Performance(int machine, int day)
        {
            BatchRow[] batches = [.. played.Batches.Where(batch => batch.Id.Machine == machine && batch.Id.Day == SimulatedCells.StartDay + day)];
            double hours = batches.Sum(batch => (batch.EndedAt.Seconds - batch.StartedAt.Seconds) / 3_600.0);
            return batches.Sum(batch => batch.Produced) / (hours * (double)Default.Machines[machine].UnitsPerHour);
        }

        Assert.All(Enumerable.Range(0, 25), day => Assert.InRange(Performance(1, day), 0.98 - (0.02 * day), 1.005 - (0.02 * day)));
        Assert.All(Enumerable.Range(25, 35), day => Assert.InRange(Performance(1, day), 0.48, 0.505));
        Assert.All(Enumerable.Range(0, 60), day => Assert.InRange(Performance(0, day), 0.965, 0.985));
        Assert.All(Enumerable.Range(0, 60), day => Assert.InRange(Performance(2, day), 0.92, 0.96));
    }

    [Fact]
    public void Maintenance_comes_after_so_many_hours_of_work_and_restores_only_what_the_plant_says()
    {
        PlantSettings mended = Default with
        {
            Machines = [.. Default.Machines.Select(machine => machine with { MaintenanceRestores = true, MaintenanceEveryHours = 40 })],
        };

        PlayedFactory worn = PlayedFactory.Play(Default, 40);
        PlayedFactory kept = PlayedFactory.Play(mended, 40);

        Assert.InRange(worn.Kpis.Maintenances, 3 * 40 * 11 / 60, 3 * 40 * 14 / 60);
        Assert.Equal(worn.Kpis.Maintenances, worn.Logs.Count(log => log.Action == OperatorAction.Maintenance));
        Assert.True(kept.Readings.Where(reading => reading.Batch.Machine == 1).Min(reading => reading.EfficiencyPerMille) > 850);
    }

    [Fact]
    public void A_factory_that_is_saved_and_read_again_goes_on_the_same()
    {
        PlayedFactory whole = PlayedFactory.Play(Default, 12);
        PlayedFactory split = PlayedFactory.Play(Default, 12, savesEvery: 5);

        Assert.Equal(whole.Batches, split.Batches);
        Assert.Equal(whole.Readings, split.Readings);
        Assert.Equal(whole.Checks, split.Checks);
        Assert.Equal(whole.Logs, split.Logs);
        Assert.Equal(whole.Kpis.ToArray(), split.Kpis.ToArray());
    }

    [Fact]
    public void Ids_and_source_numbers_are_unique_and_rise_with_time()
    {
        PlayedFactory played = PlayedFactory.Play(Default, 5);

        Assert.Distinct(played.Batches.Select(batch => batch.Id));
        Assert.Distinct(played.Checks.Select(check => (check.Day, check.Number)));
        Assert.Distinct(played.Logs.Select(log => (log.Day, log.Machine, log.Number)));
        Assert.Distinct(played.Readings.Select(reading => (reading.Batch.Machine, reading.At)));
        (long Seq, Instant At)[] all =
        [
            .. played.Batches.Select(row => (row.SourceSeq, row.EndedAt)),
            .. played.Readings.Select(row => (row.SourceSeq, row.At)),
            .. played.Checks.Select(row => (row.SourceSeq, row.At)),
            .. played.Logs.Select(row => (row.SourceSeq, row.At)),
        ];
        Array.Sort(all);
        Assert.Distinct(all.Select(row => row.Seq));
        Assert.Equal(all.Select(row => row.At).Order(), all.Select(row => row.At));
    }

    [Fact]
    public void Everything_happens_while_the_plant_is_open()
    {
        PlayedFactory played = PlayedFactory.Play(Default, 20);

        Instant[] times =
        [
            .. played.Batches.SelectMany(row => (Instant[])[row.StartedAt, row.EndedAt]),
            .. played.Readings.Select(row => row.At),
            .. played.Checks.Select(row => row.At),
            .. played.Logs.Select(row => row.At),
        ];
        Assert.All(times, time => Assert.InRange(time.AddSeconds(-7 * 3_600).SecondOfDay, 6 * 3_600, (22 * 3_600) - 1));
    }

    private static void AssertNoPlateIsUsedBeforeItIsMade(PlayedFactory played)
    {
        long store = 0;
        foreach ((long _, int change) in played.Batches
            .SelectMany(batch => batch.Product == Plate
                ? ((long At, int Change)[])[(batch.EndedAt.Seconds, batch.Produced - batch.Defective)]
                : [(batch.StartedAt.Seconds, -batch.Consumed)])
            .OrderBy(change => change.At)
            .ThenByDescending(change => change.Change))
        {
            store += change;
            Assert.True(store >= 0);
        }
    }

    /// <summary>Plants of one to three smelters and assemblers with any speeds.</summary>
    private static Arbitrary<PlantSettings> Plants { get; } =
        (from smelters in Gen.Choose(1, 3)
         from assemblers in Gen.Choose(1, 3)
         from rate in Gen.Choose(5, 200)
         from need in Gen.Choose(5, 100)
         from keep in Gen.Choose(0, 500)
         select Default with
         {
             Machines =
             [
                 .. Enumerable.Repeat(Default.Machines[0] with { UnitsPerHour = rate }, smelters),
                 .. Enumerable.Repeat(Default.Machines[2] with { UnitsPerHour = need }, assemblers),
             ],
             Recipes = [Default.Recipes[0] with { KeepsOvernight = keep }, Default.Recipes[1]],
         }).ToArbitrary();
}
