using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Waybill.Sim.Kernel;

/// <summary>
/// A distribution as whole numbers at 2,049 quantiles, with straight lines between them: a sample is one look-up and
/// one multiplication, and the same on every platform. The outermost points stand at 1/16384 and 1 − 1/16384.
/// </summary>
public sealed class QuantileTable
{
    private const int IntervalBits = 11;
    private const int Intervals = 1 << IntervalBits;
    private static readonly Lazy<double[]> NormalKnots = new(ComputeNormalKnots);

    private readonly long[] _knots;

    private QuantileTable(long[] knots) => _knots = knots;

    /// <summary>exp(μ + σ·z), rounded to whole units and cut to a range.</summary>
    /// <param name="mu">Logarithm of the median in the table's unit.</param>
    /// <param name="sigma">Standard deviation of the logarithm, 0 or more.</param>
    /// <param name="smallest">Smaller values become this one.</param>
    /// <param name="largest">Larger values become this one; below 2^31.</param>
    public static QuantileTable Lognormal(double mu, double sigma, long smallest, long largest)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sigma);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(largest, int.MaxValue);
        var knots = new long[Intervals + 1];
        for (int i = 0; i <= Intervals; i++)
        {
            double value = DeterministicMath.Exp(mu + (sigma * NormalKnots.Value[i])) + 0.5;
            knots[i] = Math.Clamp((long)Math.Min(value, int.MaxValue), smallest, largest);
        }

        return new QuantileTable(knots);
    }

    /// <summary>Quantile of the standard normal distribution in the middle of the i-th of n equal parts.</summary>
    public static double NormalMidpoint(int i, int n) => Interpolate(NormalKnots.Value, (i + 0.5) / n);

    /// <summary>A value drawn with 64 random bits, of which the upper 43 are used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Sample(ulong randomBits)
    {
        ref long knot = ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(_knots),
            (int)(randomBits >> (64 - IntervalBits)));
        long fraction = (long)((randomBits >> (64 - IntervalBits - 32)) & 0xFFFF_FFFF);
        return knot + (((Unsafe.Add(ref knot, 1) - knot) * fraction) >> 32);
    }

    /// <summary>The value in the middle of the i-th of n equal parts of the distribution.</summary>
    public long Midpoint(int i, int n) => Sample((ulong)(((UInt128)((2 * i) + 1) << 63) / (ulong)n));

    private static double Interpolate(double[] knots, double p)
    {
        int interval = Math.Min((int)(p * Intervals), Intervals - 1);
        return knots[interval] + ((knots[interval + 1] - knots[interval]) * ((p * Intervals) - interval));
    }

    private static double[] ComputeNormalKnots()
    {
        var knots = new double[Intervals + 1];
        double previous = 0;
        for (int i = (Intervals / 2) + 1; i <= Intervals; i++)
        {
            double p = i < Intervals ? (double)i / Intervals : 1 - (1.0 / (8 * Intervals));
            previous = DeterministicMath.NormalQuantile(p, previous);
            knots[i] = previous;
            knots[Intervals - i] = -previous;
        }

        return knots;
    }
}
