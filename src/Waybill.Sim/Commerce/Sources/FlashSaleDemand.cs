using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce.Sources;

/// <summary>Those who come for a flash sale, and the sale's prices, which are everybody's.</summary>
internal sealed class FlashSaleDemand : DemandSource
{
    private const long PopularityUnit = 1_000_000;

    private readonly FlashSale _sale;
    private readonly bool[] _channels;
    private readonly AliasTable _channelShares;
    private readonly AliasTable _productShares;

    /// <param name="world">The world.</param>
    /// <param name="sale">Its knobs.</param>
    /// <param name="number">Place in the calendar.</param>
    /// <param name="day">The day, which has products of its own.</param>
    public FlashSaleDemand(World world, FlashSale sale, int number, int day)
        : base(world, sale, number)
    {
        _sale = sale;
        _channels = Participants(world, sale.Channels);
        _channelShares = world.Channels.SharesOf(_channels);
        Products = Choose(world, sale.Products, ((ulong)day << 32) | ((ulong)(uint)number << 20));

        // The first of them is in the advertisement: it sells like the second and third together, and so on.
        _productShares = new AliasTable([.. Products.Select((_, i) => PopularityUnit / (i + 1))]);
    }

    /// <summary>The products on sale, the most wanted first.</summary>
    public int[] Products { get; }

    public override double[] PerMinute(double[] usual)
    {
        var rates = new double[usual.Length];
        double expected = 0;
        double shaped = 0;
        double rushMinutes = (double)_sale.RushMinutes;
        for (int i = 0; i < _sale.Minutes; i++)
        {
            int minute = _sale.StartMinute + i;
            expected += usual[minute];
            double left = rushMinutes > 0 ? DeterministicMath.Exp(-Math.Min(i / rushMinutes, 100)) : 0;
            rates[minute] = usual[minute] * (1 + (((double)_sale.Rush - 1) * left));
            shaped += rates[minute];
        }

        double factor = shaped > 0 ? (double)(_sale.Multiplier - 1) * expected / shaped : 0;
        return [.. rates.Select(rate => rate * factor)];
    }

    /// <summary>Share of the sale's orders that are for the n-th of its products.</summary>
    public double ShareOf(int place) => 1 / (place + 1.0) / Products.Select((_, i) => 1 / (i + 1.0)).Sum();

    public override int Channel(ulong randomBits) => _channelShares.Sample(randomBits);

    public override int Product(ulong randomBits) => Products[_productShares.Sample(randomBits)];

    public override int Quantity(int usual, ulong randomBits) => Math.Min(usual, _sale.MostPerOrder);

    /// <summary>What one product costs during the sale.</summary>
    public long PriceCents(int minute, int channel, int product, long usual)
    {
        return minute >= _sale.StartMinute && minute < _sale.StartMinute + _sale.Minutes
            && _channels[channel] && Array.IndexOf(Products, product) >= 0
            ? Math.Max((long)(usual * (1 - _sale.Discount)), 1)
            : usual;
    }

    /// <summary>Products by popularity, each once; the same in all markets.</summary>
    private static int[] Choose(World world, int count, ulong key)
    {
        RandomStream random = world.Streams.Get("flash_sale.product");
        var chosen = new List<int>();
        for (ulong i = 0; chosen.Count < Math.Min(count, world.Scenario.Products); i++)
        {
            // Unpopular products would take for ever to come: after a while anyone will do.
            int product = i < 1_000 ? world.Products.Draw(random.At(key + i)) : (int)((i - 1_000) % (ulong)world.Scenario.Products);
            if (!chosen.Contains(product))
            {
                chosen.Add(product);
            }
        }

        return [.. chosen];
    }
}
