namespace Waybill.Server.Live;

/// <summary>Speed and pause of the world that runs in this process. Any thread may ask.</summary>
public interface IWorldControl
{
    WorldState State { get; }

    /// <summary>Takes effect at once; returns the state after it. The values have been checked.</summary>
    WorldState Change(WorldChange change);
}
