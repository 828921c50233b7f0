namespace Waybill.Sim.Faults;

/// <summary>How the faults of one kind are spread.</summary>
public enum FaultShape
{
    /// <summary>Every row has the same chance, whatever happened to its neighbours.</summary>
    Independent,

    /// <summary>In some hours of a cell many rows, in the others none.</summary>
    Burst,

    /// <summary>On some days a cell as a source is bad all day.</summary>
    Source,
}
