using System.Text;
using Waybill.Events.ColdChain;
using Waybill.Events.Feeds;
using Waybill.Sim;
using Waybill.Sim.ColdChain;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Waybill.Tests.Sim.Faults;

namespace Waybill.Tests.Sim.ColdChain;

/// <summary>Plays the trucks of one depot in memory and keeps everything that they write.</summary>
internal sealed class PlayedTrucks
{
    /// <summary>Lines by feed (index in the catalogue) and window, those of all cells one behind the other.</summary>
    public Dictionary<(int Feed, int Window), List<string>> Lines { get; } = [];

    /// <summary>The telemetry as it should be, by window.</summary>
    public Dictionary<int, List<string>> Twin { get; } = [];

    public List<TripTruthRow> Trips { get; } = [];

    public List<IncidentRow> Incidents { get; } = [];

    public List<BreachRow> Breaches { get; } = [];

    public List<LedgerLine> Ledger { get; } = [];

    /// <summary>What could be read of the telemetry, in the order of the files.</summary>
    public List<SeenReading> Readings { get; } = [];

    public static PlayedTrucks Play(int days, ColdChainSettings? settings = null, FaultPlan? faults = null, ulong seed = 42, bool twin = false)
    {
        var scenario = new Scenario { Plant = null, ColdChain = settings ?? new ColdChainSettings { Trucks = 12 } };
        var plan = new WorldPlan(
            new World(seed, scenario),
            faults ?? FaultPlan.None,
            SimulatedCells.StartDay,
            new CellRange(0, 3),
            keepsCleanRows: true,
            hasTwin: twin);
        var result = new PlayedTrucks();
        var simulator = new CellSimulator(plan);
        var day = new CellDay();
        Dictionary<int, byte[]> states = [];
        CellRange cells = plan.Depots ?? throw new InvalidOperationException("There is no depot.");
        for (int i = 0; i < days; i++)
        {
            foreach (int cell in cells.Numbers)
            {
                simulator.Play(cell, SimulatedCells.StartDay + i, states.GetValueOrDefault(cell, []), day);
                states[cell] = day.State.Written.ToArray();
                result.Keep(SimulatedCells.StartDay + i, day);
            }
        }

        foreach (string line in result.Lines.Where(lines => lines.Key.Feed == 0).OrderBy(lines => lines.Key.Window).SelectMany(lines => lines.Value))
        {
            if (SeenReading.Read(line) is { } reading)
            {
                result.Readings.Add(reading);
            }
        }

        return result;
    }

    private void Keep(int dayNumber, CellDay day)
    {
        Trips.AddRange(day.Depot.Trips);
        Incidents.AddRange(day.Depot.Incidents);
        Breaches.AddRange(day.Depot.Breaches);
        Ledger.AddRange(LedgerLine.Read([day.Ledger.Written.ToArray()]));
        for (int i = 0; i < DropWindow.PerDay; i++)
        {
            int window = DropWindow.First(dayNumber).Next(i).Index;
            for (int feed = 0; feed < FeedCatalogue.ColdChain.Count; feed++)
            {
                FeedSegment segment = day.Depot.Segment(feed, i);
                string[] lines = Split(segment);
                (Lines.TryGetValue((feed, window), out List<string>? list) ? list : Lines[(feed, window)] = []).AddRange(lines);
                if (lines.Length != segment.Rows)
                {
                    throw new InvalidOperationException($"{lines.Length} lines, {segment.Rows} counted");
                }
            }

            (Twin.TryGetValue(window, out List<string>? twin) ? twin : Twin[window] = []).AddRange(Split(day.Depot.TwinSegment(0, i)));
        }
    }

    private static string[] Split(FeedSegment segment) =>
        Encoding.Latin1.GetString(segment.Bytes.Written).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
