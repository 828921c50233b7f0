namespace Waybill.Events.Live;

public enum AlertSeverity : byte
{
    Warning,

    /// <summary>Cargo, people or money are being lost now.</summary>
    Critical,
}
