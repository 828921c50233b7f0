using Waybill.Events.Live;

namespace Waybill.Speed.Runtime;

/// <summary>Sees in this process what happens, whatever sinks are away. Called by the work of several partitions at once; must not wait.</summary>
public interface ILiveWatch
{
    /// <param name="trucks">The state of each truck that reported since the last call, once.</param>
    /// <param name="changes">In the order in which they happened.</param>
    void Saw(IReadOnlyList<TruckState> trucks, IReadOnlyList<AlertChange> changes);
}
