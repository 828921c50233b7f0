using Waybill.Sim.Kernel;
using Xunit;

namespace Waybill.Tests.Sim.Kernel;

public sealed class DistributionTests
{
    private const int Draws = 200_000;
    private readonly RandomStream _random = new RandomStreams(7).Get("draws");

    [Theory]
    [InlineData(10.0, 0.5)]
    [InlineData(13.0, 1.056)]
    public void Lognormal_samples_have_the_median_mean_and_spread_of_their_formula(double mu, double sigma)
    {
        QuantileTable table = QuantileTable.Lognormal(mu, sigma, 0, int.MaxValue);

        double[] sample = [.. Draw(bits => table.Sample(bits)).Order()];

        double logSpread = Math.Sqrt(sample.Average(x => Math.Pow(Math.Log(x) - mu, 2)));
        Assert.InRange(sample[Draws / 2] / Math.Exp(mu), 0.985, 1.015);
        Assert.InRange(sample.Average() / Math.Exp(mu + (sigma * sigma / 2)), 0.985, 1.015);
        Assert.InRange(logSpread / sigma, 0.99, 1.01);
    }

    [Fact]
    public void Samples_stay_within_their_range()
    {
        QuantileTable table = QuantileTable.Lognormal(0, 3, 2, 50);

        Assert.All(Draw(bits => table.Sample(bits)), x => Assert.InRange(x, 2, 50));
        Assert.Equal(50, table.Sample(ulong.MaxValue));
        Assert.Equal(2, table.Sample(0));
    }

    [Fact]
    public void The_normal_knots_are_symmetric() =>
        Assert.All(
            Enumerable.Range(0, 100),
            i => Assert.Equal(-QuantileTable.NormalMidpoint(i, 100), QuantileTable.NormalMidpoint(99 - i, 100), 1e-9));

    [Fact]
    public void Exponential_samples_have_mean_and_variance_one_and_an_endless_tail()
    {
        double[] sample = [.. Draw(bits => Exponential.Sample(bits) / (double)Exponential.One)];

        double mean = sample.Average();
        Assert.InRange(mean, 0.99, 1.01);
        Assert.InRange(sample.Average(x => (x - mean) * (x - mean)), 0.97, 1.03);
        Assert.InRange(sample.Count(x => x > 5) / (Draws * Math.Exp(-5)), 0.9, 1.1);
        Assert.InRange(sample.Count(x => x > 9) / (Draws * Math.Exp(-9)), 0.3, 2.0);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    [InlineData(950_000)]
    public void Skipping_hits_rows_with_the_chance_asked_for(int partsPerMillion)
    {
        ulong inverse = Exponential.InverseRate(partsPerMillion);

        double meanSkip = Draw(bits => Exponential.Skip(bits, inverse)).Average();

        double chance = partsPerMillion / 1e6;
        Assert.Equal((1 - chance) / chance, meanSkip, 0.02 * ((1 - chance) / chance) + 0.001);
    }

    [Fact]
    public void A_certain_chance_skips_nothing() =>
        Assert.Equal(0, Exponential.Skip(ulong.MaxValue, Exponential.InverseRate(1_000_000)));

    [Fact]
    public void Weights_are_drawn_in_proportion()
    {
        long[] weights = [905, 72, 13, 10, 0];
        var table = new AliasTable(weights);
        int[] counts = new int[weights.Length];
        foreach (double index in Draw(bits => table.Sample(bits)))
        {
            counts[(int)index]++;
        }

        Assert.Equal(0, counts[4]);
        Assert.InRange(
            ChiSquare.Of(counts[..4], [.. weights[..4].Select(weight => Draws * weight / 1_000.0)]), 0, 16.3); // 3 degrees, 0.1 %
    }

    [Fact]
    public void Chances_happen_as_often_as_they_say()
    {
        Probability rare = Probability.FromPartsPerMillion(6_000);

        Assert.InRange(Draw(bits => rare.Happens(bits) ? 1 : 0).Average(), 0.0052, 0.0068);
        Assert.False(Probability.FromPartsPerMillion(0).Happens(0));
        Assert.True(Probability.FromPartsPerMillion(1_000_000).Happens(ulong.MaxValue));
    }

    private IEnumerable<double> Draw(Func<ulong, double> draw)
    {
        for (int i = 0; i < Draws; i++)
        {
            yield return draw(_random.At((ulong)i));
        }
    }
}
