namespace Waybill.Server.Live;

/// <summary>The trucks and alerts as they are now. Any thread may ask; answers are copies.</summary>
public interface ILiveState
{
    /// <summary>All trucks that ever reported, by id.</summary>
    IReadOnlyList<LiveTruck> Trucks();

    /// <summary>Open alerts, and the last 200 that are over.</summary>
    LiveAlerts Alerts();

    /// <summary>Tells a listener of every change from now on, until what is returned is disposed.</summary>
    IDisposable Listen(ILiveListener listener);
}
