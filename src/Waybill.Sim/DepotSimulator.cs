using Waybill.Events.ColdChain;
using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Values;
using Waybill.Sim.ColdChain;
using Waybill.Sim.Faults;
using Waybill.Sim.Kernel;

namespace Waybill.Sim;

/// <summary>Plays the trucks of one depot, or of a part of a large one, for one day, one truck after the other.</summary>
internal sealed class DepotSimulator
{
    private readonly WorldPlan _plan;
    private readonly Fleet _fleet;
    private readonly TruckPlayer _player;
    private readonly TripCsv _trips = new();
    private readonly ShipmentCsv _shipments = new();

    public DepotSimulator(WorldPlan plan, Fleet fleet, FaultLedger ledger)
    {
        _plan = plan;
        _fleet = fleet;
        var breaches = new BreachTracker();
        var output = new TelemetryOutput(breaches);
        IReadingWriter writer = plan.HasFaults
            ? new TelemetryFaultWriter(output, plan, ledger, fleet.ReportSeconds)
            : new PlainReadingWriter(output);
        _player = new TruckPlayer(plan.World, fleet, breaches, output, writer, plan.HasTwin ? new TelemetryOutput(tracker: null) : null);
    }

    /// <param name="cell">Number of the cell, from <see cref="WorldPlan.FirstDepot"/>.</param>
    /// <param name="day">The day.</param>
    /// <param name="state">The state after the day before; not looked at on the world's first day.</param>
    /// <param name="result">Empty.</param>
    public void Play(int cell, int day, ReadOnlySpan<byte> state, CellDay result)
    {
        (int depot, int part) = Math.DivRem(cell - WorldPlan.FirstDepot, _fleet.CellsPerDepot);
        int trucks = _fleet.Settings.Trucks;
        int first = part * _fleet.TrucksPerCell;
        int last = Math.Min(first + _fleet.TrucksPerCell, trucks);
        var reader = new SnapshotReader(state);
        var writer = new SnapshotWriter(result.State);
        DepotDay depotDay = result.Depot;
        for (int i = first; i < last; i++)
        {
            int truck = (depot * trucks) + i;
            if (day == _plan.StartDay)
            {
                _player.Open(truck, day, depotDay);
            }
            else
            {
                _player.Load(truck, depotDay, ref reader);
            }

            _player.Play(day);
            _player.Save(writer);
        }

        Write(depotDay.TripRows, _trips, depotDay, feed: 1);
        Write(depotDay.ShipmentRows, _shipments, depotDay, feed: 2);
    }

    /// <summary>The dispatcher writes things down in the order in which they are planned, whichever truck was played first.</summary>
    private static void Write<TRow>(List<(long At, TRow Row)> rows, RowCodec<TRow> codec, DepotDay day, int feed)
        where TRow : struct
    {
        foreach ((long at, TRow row) in rows.OrderBy(planned => planned.At))
        {
            FeedSegment segment = day.Segment(feed, DropWindow.At(Instant.FromSeconds(at)).OfDay);
            codec.Append(segment.Bytes, in row);
            segment.Rows++;
        }
    }
}
