using Waybill.Events;

namespace Waybill.Speed.Runtime;

/// <summary>What the work on a partition asks and tells the outside. All may be called on any thread and must not wait.</summary>
public sealed record PartitionCalls
{
    /// <summary>Sees what happens in this process, or null.</summary>
    public ILiveWatch? Watch { get; init; }

    /// <summary>Everything before an offset is done.</summary>
    public Action<long> Commit { get; init; } = _ => { };

    /// <summary>Whether all messages that the partition had a moment ago were handed over.</summary>
    public Func<bool> IsCaughtUp { get; init; } = () => false;

    /// <summary>An outlet is away; it will be tried again.</summary>
    public Action<Outlet, WaybillException> Trouble { get; init; } = (_, _) => { };

    /// <summary>The work cannot go on.</summary>
    public Action<Exception> Fault { get; init; } = _ => { };
}
