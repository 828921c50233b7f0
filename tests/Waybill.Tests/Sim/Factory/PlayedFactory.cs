using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Sim;
using Waybill.Sim.Factory;
using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;
using Waybill.Sim.Truth;

namespace Waybill.Tests.Sim.Factory;

/// <summary>One factory played for some days, with everything that truly happened.</summary>
internal sealed class PlayedFactory
{
    public List<BatchRow> Batches { get; } = [];

    public List<SensorRow> Readings { get; } = [];

    public List<CheckRow> Checks { get; } = [];

    public List<OperatorLogRow> Logs { get; } = [];

    /// <summary>Counters up to the end of each day.</summary>
    public List<FactoryKpis> Days { get; } = [];

    public required Plant Plant { get; init; }

    public FactoryKpis Kpis => Days[^1];

    /// <param name="settings">The plant.</param>
    /// <param name="days">How many days.</param>
    /// <param name="seed">Of the world.</param>
    /// <param name="savesEvery">The factory is saved and read again after so many days; 0 never.</param>
    public static PlayedFactory Play(PlantSettings settings, int days, ulong seed = 42, int savesEvery = 0)
    {
        var world = new World(seed, new Scenario { Plant = settings });
        Plant plant = world.Plant!; // The scenario has one.
        var result = new PlayedFactory { Plant = plant };
        var cell = new FactoryCell(world, plant);
        var rows = new FactoryRows();
        var before = new FactoryKpis(plant.Products);
        cell.Open(0, SimulatedCells.StartDay);
        for (int day = 0; day < days; day++)
        {
            if (savesEvery > 0 && day > 0 && day % savesEvery == 0)
            {
                before = result.Kpis;
                var buffer = new ByteBuffer();
                cell.Save(new SnapshotWriter(buffer));
                var reader = new SnapshotReader(buffer.Written);
                cell = new FactoryCell(world, plant);
                cell.Load(0, SimulatedCells.StartDay + day, ref reader);
            }

            rows.Clear();
            cell.Play(SimulatedCells.StartDay + day, rows);
            result.Keep(rows, before, cell.Kpis);
        }

        return result;
    }

    private void Keep(FactoryRows rows, FactoryKpis before, FactoryKpis since)
    {
        Batches.AddRange(rows.Batches);
        Readings.AddRange(rows.Readings);
        Checks.AddRange(rows.Checks);
        Logs.AddRange(rows.Logs);
        var kpis = new FactoryKpis(Plant.Products);
        kpis.Add(before);
        kpis.Add(since);
        Days.Add(kpis);
    }
}
