namespace Waybill.Sim.ColdChain;

/// <summary>What a truck is doing.</summary>
internal enum TruckPhase : byte
{
    /// <summary>At one end of its road without a trip, its cooler on mains.</summary>
    Parked,

    /// <summary>Brings the empty body to the set point of the next cargo.</summary>
    PreCooling,

    Loading,
    Driving,

    /// <summary>Stands on the way.</summary>
    Stopped,

    Unloading,
}
