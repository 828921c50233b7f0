using System.Runtime.CompilerServices;

namespace Waybill.Sim.Kernel;

/// <summary>
/// The exponential distribution with mean 1 in fixed point (2^32 is 1). Its tail is exact: beyond the table it starts
/// again, because what remains of an exponential time is exponential.
/// </summary>
public static class Exponential
{
    /// <summary>The fixed-point value of 1.</summary>
    public const ulong One = 1UL << 32;

    private const int IntervalBits = 11;
    private const int Intervals = 1 << IntervalBits;
    private static readonly ulong[] Knots = ComputeKnots();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Sample(ulong randomBits)
    {
        int interval = (int)(randomBits >> (64 - IntervalBits));
        if (interval == Intervals - 1)
        {
            return SampleTail(randomBits);
        }

        ulong fraction = (randomBits >> (64 - IntervalBits - 32)) & 0xFFFF_FFFF;
        return Knots[interval] + (((Knots[interval + 1] - Knots[interval]) * fraction) >> 32);
    }

    /// <summary>
    /// How many trials pass before the first success, when 1 / −ln(1 − p) is given in fixed point: the geometric
    /// distribution, so that rare faults cost nothing on the rows between them.
    /// </summary>
    public static long Skip(ulong randomBits, ulong inverseRate) =>
        (long)Math.BigMul(Sample(randomBits), inverseRate, out _);

    /// <summary>1 / −ln(1 − p) in fixed point, for a chance in parts per million between 0 and 1,000,000.</summary>
    public static ulong InverseRate(long partsPerMillion)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(partsPerMillion);
        if (partsPerMillion >= 1_000_000)
        {
            return 0;
        }

        return (ulong)(One / -DeterministicMath.Log(1 - (partsPerMillion / 1e6)));
    }

    private static ulong SampleTail(ulong randomBits)
    {
        // 53 unused bits decide the rest; spreading them over the word makes them the leading ones.
        ulong again = (randomBits << IntervalBits) | (randomBits >> (64 - IntervalBits));
        again *= 0x9E37_79B9_7F4A_7C15;
        return Knots[Intervals - 1] + Sample(again ^ (again >> 31));
    }

    private static ulong[] ComputeKnots()
    {
        var knots = new ulong[Intervals];
        for (int i = 0; i < Intervals; i++)
        {
            knots[i] = (ulong)(-DeterministicMath.Log(1 - ((double)i / Intervals)) * One);
        }

        return knots;
    }
}
