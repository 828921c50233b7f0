using Waybill.Events.ColdChain;
using Waybill.Events.Feeds;

namespace Waybill.Sim;

/// <summary>What the trucks of a cell did on one day. Filled by <see cref="CellSimulator"/> and used again for another cell.</summary>
public sealed class DepotDay
{
    private readonly FeedSegment[] _trips = Make();
    private readonly FeedSegment[] _shipments = Make();

    /// <summary>Trips that ended on this day.</summary>
    public List<TripTruthRow> Trips { get; } = [];

    /// <summary>Incidents that ended on this day.</summary>
    public List<IncidentRow> Incidents { get; } = [];

    /// <summary>Runs above the limit that became certain on this day.</summary>
    public List<BreachRow> Breaches { get; } = [];

    internal FeedSegment[] Telemetry { get; } = Make();

    internal FeedSegment[] TwinTelemetry { get; } = Make();

    /// <summary>Trips that were planned on this day, with the second of planning.</summary>
    internal List<(long At, TripRow Row)> TripRows { get; } = [];

    internal List<(long At, ShipmentRow Row)> ShipmentRows { get; } = [];

    internal List<ShipmentRow> NewShipments { get; } = [];

    /// <summary>The rows of one drop.</summary>
    /// <param name="feed">Index in <see cref="FeedCatalogue.ColdChain"/>.</param>
    /// <param name="windowOfDay">0 to 3.</param>
    public FeedSegment Segment(int feed, int windowOfDay) =>
        (feed == 0 ? Telemetry : feed == 1 ? _trips : _shipments)[windowOfDay];

    /// <summary>The rows of one drop as they should be; empty unless the plan has a twin.</summary>
    public FeedSegment TwinSegment(int feed, int windowOfDay) =>
        feed == 0 ? TwinTelemetry[windowOfDay] : Segment(feed, windowOfDay);

    internal void Clear()
    {
        foreach (FeedSegment segment in (FeedSegment[])[.. Telemetry, .. TwinTelemetry, .. _trips, .. _shipments])
        {
            segment.Clear();
        }

        Trips.Clear();
        Incidents.Clear();
        Breaches.Clear();
        TripRows.Clear();
        ShipmentRows.Clear();
        NewShipments.Clear();
    }

    private static FeedSegment[] Make() => [.. Enumerable.Range(0, DropWindow.PerDay).Select(_ => new FeedSegment())];
}
