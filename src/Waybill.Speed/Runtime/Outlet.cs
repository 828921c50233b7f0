namespace Waybill.Speed.Runtime;

/// <summary>A place that the work on a partition hands something to. Each goes at its own pace.</summary>
public enum Outlet : byte
{
    Sink,
    AlertLog,
    Archive,
    DeadLetters,
    State,
}
