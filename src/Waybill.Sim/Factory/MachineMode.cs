namespace Waybill.Sim.Factory;

/// <summary>
/// What a machine is doing.
/// <code>
/// Off ─ opening ─► Idle ─ material there ─► Running ─ batch done ─► Idle (gap) or Maintenance ─► Idle
///                   └─ material lacks ─► Starved ─ material comes ─► Running
/// Idle and Starved ─ too late for a batch, or closing ─► Off
/// </code>
/// </summary>
internal enum MachineMode
{
    Off,
    Idle,
    Running,
    Starved,
    Maintenance,
}
