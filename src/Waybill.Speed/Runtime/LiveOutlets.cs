using Waybill.Events.Live;

namespace Waybill.Speed.Runtime;

/// <summary>Where everything goes. Any number of partitions may hand over at once.</summary>
public sealed record LiveOutlets
{
    public required ILiveSink Sink { get; init; }

    public IReadingArchive? Archive { get; init; }

    public IDeadLetters? DeadLetters { get; init; }

    public IAlertLog? AlertLog { get; init; }

    public IStateStore? State { get; init; }

    /// <summary>Which there are.</summary>
    public IReadOnlySet<Outlet> Present
    {
        get
        {
            var present = new HashSet<Outlet> { Outlet.Alerts, Outlet.Trucks };
            (bool IsThere, Outlet Outlet)[] others =
            [
                (Archive is not null, Outlet.Archive), (DeadLetters is not null, Outlet.DeadLetters),
                (AlertLog is not null, Outlet.AlertLog), (State is not null, Outlet.State),
            ];
            present.UnionWith(others.Where(o => o.IsThere).Select(o => o.Outlet));
            return present;
        }
    }
}
