namespace Waybill.Sim.Kernel;

/// <summary>
/// Exponential, logarithm and normal quantile from additions, multiplications, divisions and bit patterns only.
/// IEEE 754 fixes those to the last bit; the platform's own <c>Math.Exp</c> and <c>Math.Log</c> differ between systems.
/// Used to build tables once, never per event. Relative error below 1e-14.
/// </summary>
public static class DeterministicMath
{
    private const double Ln2 = 0.693147180559945309;
    private const double Sqrt2 = 1.41421356237309505;
    private const double InverseSqrtOfTwoPi = 0.398942280401432678;

    /// <summary>e^x for |x| up to 700.</summary>
    public static double Exp(double x)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(x), 700.0);
        double powersOfTwo = Math.Floor((x / Ln2) + 0.5);
        double rest = x - (powersOfTwo * Ln2);

        // |rest| ≤ ln 2 / 2: 16 terms of the series leave less than the last bit.
        double sum = 1;
        for (int n = 16; n >= 1; n--)
        {
            sum = 1 + (rest / n * sum);
        }

        return sum * BitConverter.Int64BitsToDouble(((long)powersOfTwo + 1023) << 52);
    }

    /// <summary>Natural logarithm of a positive normal number.</summary>
    public static double Log(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        long bits = BitConverter.DoubleToInt64Bits(x);
        long exponent = (bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | (1023L << 52));
        if (mantissa > Sqrt2)
        {
            mantissa /= 2;
            exponent++;
        }

        // ln m = 2 artanh((m − 1) / (m + 1)); the argument is at most 0.172, so 12 terms reach the last bit.
        double ratio = (mantissa - 1) / (mantissa + 1);
        double square = ratio * ratio;
        double sum = 0;
        for (int n = 23; n >= 1; n -= 2)
        {
            sum = (1.0 / n) + (square * sum);
        }

        return (2 * ratio * sum) + (exponent * Ln2);
    }

    /// <summary>Probability that a standard normal variable is below x (series of Marsaglia, 2004); |x| up to 8.</summary>
    public static double NormalDistribution(double x)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(x), 8.0);
        double term = x;
        double sum = x;
        for (int n = 3; Math.Abs(term) > Math.Abs(sum) * 1e-17; n += 2)
        {
            term *= x * x / n;
            sum += term;
        }

        return 0.5 + (sum * NormalDensity(x));
    }

    /// <summary>The x below which a standard normal variable lies with probability p, 1e-9 &lt; p &lt; 1 − 1e-9.</summary>
    /// <param name="p">The probability.</param>
    /// <param name="start">Where to start searching; best between 0 and the answer, from where Newton's method never
    /// overshoots.</param>
    public static double NormalQuantile(double p, double start = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 1e-9);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(p, 1 - 1e-9);
        double x = start;
        for (int i = 0; i < 100; i++)
        {
            double step = (p - NormalDistribution(x)) / NormalDensity(x);
            x += step;
            if (Math.Abs(step) < 1e-13)
            {
                break;
            }
        }

        return x;
    }

    private static double NormalDensity(double x) => InverseSqrtOfTwoPi * Exp(-x * x / 2);
}
