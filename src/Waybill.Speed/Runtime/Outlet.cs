namespace Waybill.Speed.Runtime;

/// <summary>A place that the work on a partition hands something to. Each goes at its own pace.</summary>
public enum Outlet : byte
{
    /// <summary>Alerts to the sink.</summary>
    Alerts,

    /// <summary>The latest state of trucks to the sink, on its own, so that no alert waits behind trucks.</summary>
    Trucks,

    AlertLog,
    Archive,
    DeadLetters,
    State,
}
