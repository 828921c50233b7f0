using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Shop;

/// <summary>How many stars customers give, so that the means are those of the knobs.</summary>
internal sealed class RatingTable
{
    private readonly AliasTable _onTime;
    private readonly AliasTable _late;

    public RatingTable(ShopSettings settings)
    {
        _onTime = Solve((double)settings.OnTimeRating);
        _late = Solve((double)settings.LateRating);
    }

    /// <summary>1 to 5.</summary>
    public int Draw(bool isLate, ulong randomBits) => (isLate ? _late : _onTime).Sample(randomBits) + 1;

    /// <summary>
    /// Reviews are bimodal: people write when they are delighted or cross. The usual shape of such ratings is shifted towards
    /// its good or its bad end until its mean is the wanted one.
    /// </summary>
    private static AliasTable Solve(double mean)
    {
        double[] shape = [0.11, 0.04, 0.08, 0.18, 0.59];
        double low = 0.05;
        double high = 20;
        for (int i = 0; i < 60; i++)
        {
            double middle = Math.Sqrt(low * high);
            (low, high) = Mean(shape, middle) < mean ? (middle, high) : (low, middle);
        }

        return new AliasTable([.. Tilt(shape, low).Select(weight => (long)(weight * 1_000_000))]);
    }

    private static double Mean(double[] shape, double factor)
    {
        double[] weights = [.. Tilt(shape, factor)];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * (i + 1);
        }

        return sum / weights.Sum();
    }

    private static IEnumerable<double> Tilt(double[] shape, double factor)
    {
        double power = 1;
        foreach (double weight in shape)
        {
            yield return weight * power;
            power *= factor;
        }
    }
}
