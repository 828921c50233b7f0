namespace Waybill.Server.Live;

/// <summary>Is told of changes as they happen, from any thread. Its methods only take note and return at once.</summary>
public interface ILiveListener
{
    void TrucksChanged(IReadOnlyList<LiveTruck> trucks);

    void AlertChanged(LiveAlert alert);
}
