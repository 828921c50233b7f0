using System.Runtime.CompilerServices;

namespace Waybill.Sim.Kernel;

/// <summary>A chance as a threshold on 32 random bits.</summary>
public readonly struct Probability
{
    private readonly ulong _threshold;

    private Probability(ulong threshold) => _threshold = threshold;

    /// <param name="partsPerMillion">0 to 1,000,000.</param>
    public static Probability FromPartsPerMillion(long partsPerMillion)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)partsPerMillion, 1_000_000UL);
        return new Probability(((ulong)partsPerMillion << 32) / 1_000_000);
    }

    /// <summary>Whether it happens, decided by the upper half of these bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Happens(ulong randomBits) => (randomBits >> 32) < _threshold;
}
