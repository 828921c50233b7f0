namespace Waybill.Sim.ColdChain;

internal enum StopKind : byte
{
    Rest,

    /// <summary>Waits in a queue with the engine on.</summary>
    Weighbridge,

    /// <summary>Some goods leave; the doors are open for a while.</summary>
    Drop,

    Breakdown,
}
