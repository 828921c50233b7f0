using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Rows;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Waybill.Sim.Truth;

namespace Waybill.Tests.Sim;

/// <summary>Plays cells in memory and keeps everything that they write.</summary>
internal sealed class SimulatedCells
{
    /// <summary>2026-01-01.</summary>
    public const int StartDay = 20_454;

    private SimulatedCells(WorldPlan plan) => Plan = plan;

    public WorldPlan Plan { get; }

    public List<SalesRow> Orders { get; } = [];

    public List<StatusRow> Changes { get; } = [];

    public Kpis Kpis { get; } = new();

    public long[] FaultCounts { get; } = new long[FaultKinds.Count];

    /// <summary>Lines by feed, window and cell.</summary>
    public Dictionary<(string Feed, int Window, int Cell), byte[]> Segments { get; } = [];

    public List<byte[]> Ledgers { get; } = [];

    /// <summary>State of each cell after the last day.</summary>
    public Dictionary<int, byte[]> States { get; } = [];

    /// <summary>Rows that the segments say they have.</summary>
    public long CountedRows { get; private set; }

    public static SimulatedCells Play(FaultPlan faults, int days, CellRange cells, Scenario? scenario = null, ulong seed = 42)
    {
        var result = new SimulatedCells(new WorldPlan(
            new World(seed, scenario ?? new Scenario()), faults, StartDay, cells, keepsCleanRows: true));
        var simulator = new CellSimulator(result.Plan);
        var day = new CellDay(result.Plan.World.Plant?.Products ?? 0);
        for (int i = 0; i < days; i++)
        {
            for (int cell = cells.First; cell <= cells.Last; cell++)
            {
                simulator.Play(cell, StartDay + i, result.States.GetValueOrDefault(cell, []), day);
                result.Keep(cell, StartDay + i, day);
            }
        }

        return result;
    }

    private void Keep(int cell, int dayNumber, CellDay day)
    {
        Orders.AddRange(day.Orders);
        Changes.AddRange(day.Statuses);
        Kpis.Add(day.Kpis);
        Ledgers.Add(day.Ledger.Written.ToArray());
        States[cell] = day.State.Written.ToArray();
        for (int i = 0; i < FaultCounts.Length; i++)
        {
            FaultCounts[i] += day.FaultCounts[i];
        }

        for (int feed = 0; feed < FeedCatalogue.Orders.Count; feed++)
        {
            for (int i = 0; i < DropWindow.PerDay; i++)
            {
                FeedSegment segment = day.Segment(feed, i);
                CountedRows += segment.Rows;
                Segments[(FeedCatalogue.Orders[feed].Name, DropWindow.First(dayNumber).Next(i).Index, cell)] =
                    segment.Bytes.Written.ToArray();
            }
        }
    }
}
