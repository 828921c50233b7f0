using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Commerce.Sources;
using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Shop.Campaigns;

/// <summary>
/// Writes the prices of flash sales at midnight of their day: the price that holds ends with the opening, the lower ones follow,
/// and after the sale the usual one holds again. Prices are the world's, so the first cell writes them.
/// </summary>
internal sealed class SalePrices(ShopContext context)
{
    /// <summary>The price that holds for a variant in a channel since its last sale; others have their first one still.</summary>
    private readonly SortedDictionary<long, (long Id, long ValidFrom)> _open = [];

    /// <summary>Variants of all products before a product.</summary>
    private int[]? _variantsBefore;

    public void Clear() => _open.Clear();

    public void Write(DayPlan plan, Instant midnight)
    {
        FlashSale[] sales = [.. plan.Sources.Select(source => source.Entry).OfType<FlashSale>()];
        if (context.Cell != 0 || sales.Length == 0)
        {
            return;
        }

        int[] edges = [.. sales.SelectMany(sale => (int[])[sale.StartMinute, sale.StartMinute + sale.Minutes]).Distinct().Order()];
        context.Begin(midnight, ShopTransactionKind.Catalogue);
        foreach (int product in plan.Sources.OfType<FlashSaleDemand>().SelectMany(sale => sale.Products).Distinct().Order())
        {
            for (int channel = 0; channel < context.World.Scenario.Channels.Count; channel++)
            {
                long usual = context.World.Channels.PriceCents(channel, context.World.Products[product].PriceCents);
                List<(long Price, Instant From)> steps = Steps(plan, edges, product, channel, usual);
                for (int variant = 0; variant < context.Shop.Variants(product) && steps.Count > 0; variant++)
                {
                    Change((product * ShopWorld.IdsPerProduct) + variant, channel, usual, steps);
                }
            }
        }

        context.Commit();
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(_open.Count);
        foreach ((long place, (long id, long validFrom)) in _open)
        {
            writer.WriteNumber(place);
            writer.WriteNumber(id);
            writer.WriteNumber(validFrom);
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        Clear();
        for (long count = reader.ReadNumber(int.MaxValue); count > 0; count--)
        {
            _open.Add(reader.ReadNumber(), (reader.ReadNumber(), reader.ReadNumber()));
        }
    }

    /// <summary>The day's prices, each with the moment from which it holds; the last one is the usual one again.</summary>
    private static List<(long Price, Instant From)> Steps(DayPlan plan, int[] edges, int product, int channel, long usual)
    {
        var steps = new List<(long Price, Instant From)>();
        long now = usual;
        foreach (int minute in edges)
        {
            long price = minute < CalendarEntry.MinutesPerDay ? plan.PriceCents(minute, channel, product, usual) : usual;
            if (price != now)
            {
                steps.Add((price, Instant.FromDay(plan.Day).AddSeconds(minute * 60L)));
                now = price;
            }
        }

        return steps;
    }

    private void Change(int sku, int channel, long usual, List<(long Price, Instant From)> steps)
    {
        Instant at = steps[0].From;
        long place = ((long)sku * context.World.Scenario.Channels.Count) + channel;
        if (!_open.TryGetValue(place, out (long Id, long ValidFrom) open))
        {
            open = (FirstId(sku, channel), Instant.FromDay(context.StartDay).Microseconds);
        }

        // Nobody pays a price that holds for no time: on the world's first day at midnight it is the first one that goes.
        if (open.ValidFrom < at.Microseconds)
        {
            Row(context.Log.Update(ShopCatalogue.ProductPrices), open.Id, sku, channel, usual, open.ValidFrom).Time(at).WasNull(5);
        }
        else
        {
            Row(context.Log.Delete(ShopCatalogue.ProductPrices), open.Id, sku, channel, usual, open.ValidFrom).Null();
        }

        for (int i = 0; i < steps.Count; i++)
        {
            long id = context.NextId(ShopCounter.Price);
            Row(context.Log.Insert(ShopCatalogue.ProductPrices), id, sku, channel, steps[i].Price, steps[i].From.Microseconds)
                .Number(i + 1 < steps.Count ? steps[i + 1].From.Microseconds : null);
            _open[place] = (id, steps[i].From.Microseconds);
        }
    }

    private static ShopLog Row(ShopLog log, long id, int sku, int channel, long price, long validFrom) =>
        log.Number(id).Number(ShopWorld.ProductId(sku)).Number(channel + 1).Number(price).Number(validFrom);

    /// <summary>The number that a price got when the goods were entered.</summary>
    private long FirstId(int sku, int channel)
    {
        _variantsBefore ??= CountVariants();
        long variant = _variantsBefore[sku / ShopWorld.IdsPerProduct] + (sku % ShopWorld.IdsPerProduct);
        return context.IdBase + (variant * context.World.Scenario.Channels.Count) + channel + 1;
    }

    private int[] CountVariants()
    {
        var before = new int[context.World.Products.Count];
        for (int product = 1; product < before.Length; product++)
        {
            before[product] = before[product - 1] + context.Shop.Variants(product - 1);
        }

        return before;
    }
}
