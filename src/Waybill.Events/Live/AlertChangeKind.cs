namespace Waybill.Events.Live;

public enum AlertChangeKind : byte
{
    Opened,

    /// <summary>Still open (or still closed), with other figures.</summary>
    Updated,

    Closed,

    /// <summary>A reading that came late shows that it never was.</summary>
    Withdrawn,
}
