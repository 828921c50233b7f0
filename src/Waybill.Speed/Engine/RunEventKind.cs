namespace Waybill.Speed.Engine;

internal enum RunEventKind : byte
{
    Opened,

    /// <summary>A bad reading of an alert that is open.</summary>
    Went,

    Closed,
}
