using Waybill.Events.Text;
using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce;

/// <summary>The goods of a world: names, prices, weights, how popular they are and how often they come back.</summary>
public sealed class ProductCatalogue
{
    /// <summary>Returns grow with price to this power: dear things come back more often than cheap ones.</summary>
    private const double ReturnPriceExponent = 0.3;

    private const double MostReturned = 0.6;
    private const long PopularityUnit = 1_000_000;

    private readonly Product[] _products;
    private readonly AliasTable _popularity;
    private readonly long[] _weights;
    private readonly Lazy<int[]> _byPrice;

    public ProductCatalogue(Scenario scenario, RandomStreams streams)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(streams);
        int count = scenario.Products;
        int[] priceRanks = Shuffle(count, streams.Get("product.price"));
        int[] popularityRanks = Shuffle(count, streams.Get("product.popularity"));
        double logMedian = DeterministicMath.Log((double)scenario.PriceMedian * 100);
        var logPrices = new double[count];
        var weights = new long[count];
        for (int i = 0; i < count; i++)
        {
            logPrices[i] = logMedian
                + ((double)scenario.PriceSigma * QuantileTable.NormalMidpoint(priceRanks[i], count));
            weights[i] = (long)(PopularityUnit * DeterministicMath.Exp(
                (double)scenario.PopularitySigma * QuantileTable.NormalMidpoint(popularityRanks[i], count))) + 1;
        }

        _popularity = new AliasTable(weights);
        _weights = weights;
        TotalWeight = weights.Sum();
        double returnFactor = ReturnFactor(scenario, logPrices, weights);
        RandomStream names = streams.Get("product.name");
        RandomStream grams = streams.Get("product.weight");
        var titles = new string[count];
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        _products = new Product[count];
        for (int i = 0; i < count; i++)
        {
            int family = names.Below(((ulong)i * 4) + (1UL << 40), ProductFamily.All.Count);
            titles[i] = Unique(ProductNames.Make(i, ProductFamily.All[family], names), used);
            double returned = Math.Min(returnFactor * DeterministicMath.Exp(ReturnPriceExponent * logPrices[i]), MostReturned);
            _products[i] = new Product(
                Math.Max((long)DeterministicMath.Exp(logPrices[i]), 1),
                GramsOf(ProductFamily.All[family], grams.At((ulong)i)),
                (long)(returned * 1e6),
                family);
        }

        Names = new TextTable(titles);
        _byPrice = new Lazy<int[]>(() =>
            [.. Enumerable.Range(0, count).OrderBy(i => _products[i].PriceCents).ThenBy(i => i)]);
    }

    public TextTable Names { get; }

    public int Count => _products.Length;

    /// <summary>Sum of <see cref="Weight"/> over all products.</summary>
    internal long TotalWeight { get; }

    /// <summary>All products from the cheapest to the dearest.</summary>
    public IReadOnlyList<int> ByPrice => _byPrice.Value;

    /// <summary>Draws a product by popularity.</summary>
    public int Draw(ulong randomBits) => _popularity.Sample(randomBits);

    internal ref readonly Product this[int index] => ref _products[index];

    /// <summary>How popular a product is; only proportions count.</summary>
    internal long Weight(int product) => _weights[product];

    private static int GramsOf(ProductFamily family, ulong randomBits) => family.LightestGrams
        + (int)Math.BigMul(randomBits, (ulong)(family.HeaviestGrams - family.LightestGrams), out _);

    /// <summary>The factor at which the expected value of returns is the scenario's share of the value sold.</summary>
    private static double ReturnFactor(Scenario scenario, double[] logPrices, long[] weights)
    {
        double sold = 0;
        double returned = 0;
        for (int i = 0; i < logPrices.Length; i++)
        {
            double value = weights[i] * DeterministicMath.Exp(logPrices[i]);
            sold += value;
            returned += value * DeterministicMath.Exp(ReturnPriceExponent * logPrices[i]);
        }

        return (double)scenario.ReturnedValueShare * sold / returned;
    }

    /// <summary>Feeds know a product by its name alone, so no two have the same.</summary>
    private static string Unique(string title, Dictionary<string, int> used)
    {
        int times = used.GetValueOrDefault(title) + 1;
        used[title] = times;
        return times == 1 ? title : $"{title} No. {times}";
    }

    /// <summary>0 to count − 1 in random order (Fisher and Yates).</summary>
    private static int[] Shuffle(int count, RandomStream random)
    {
        int[] ranks = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int other = random.Below((ulong)i, i + 1);
            (ranks[i], ranks[other]) = (ranks[other], ranks[i]);
        }

        return ranks;
    }
}
