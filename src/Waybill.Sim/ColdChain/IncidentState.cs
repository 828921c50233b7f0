namespace Waybill.Sim.ColdChain;

/// <summary>How far a trip's incident has come.</summary>
internal enum IncidentState : byte
{
    /// <summary>The trip has none.</summary>
    None,

    Waiting,
    Active,
    Over,
}
