using System.Runtime.CompilerServices;

namespace Waybill.Sim.Kernel;

/// <summary>
/// Random numbers by counter: the number at a counter depends on nothing but the stream's keys and that counter, so
/// numbers can be drawn in any order, again, or not at all, and no draw changes another one.
/// </summary>
public readonly struct RandomStream
{
    private readonly ulong _key1;
    private readonly ulong _key2;

    internal RandomStream(ulong key1, ulong key2)
    {
        _key1 = key1;
        _key2 = key2;
    }

    /// <summary>64 random bits. Two rounds of multiply and xor-shift with a key before each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong At(ulong counter)
    {
        ulong z = (counter * 0x9E37_79B9_7F4A_7C15) + _key1;
        z = (z ^ (z >> 32)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 29) ^ _key2) * 0x94D0_49BB_1331_11EB;
        z = (z ^ (z >> 32)) * 0xD6E8_FEB8_6659_FD93;
        return z ^ (z >> 32);
    }

    /// <summary>A whole number from 0 to below the limit (at most 2^32; uneven by less than limit / 2^64).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Below(ulong counter, int limit) => (int)Math.BigMul(At(counter), (ulong)limit, out _);
}
