namespace Waybill.Sim.Factory;

/// <summary>What happens in a factory; at the same second in this order.</summary>
internal enum FactoryEventKind : byte
{
    Reading,
    BatchEnd,
    Opening,
    Ready,
    Log,
    Check,
    Closing,
}
