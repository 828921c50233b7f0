using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Commerce;
using Waybill.Sim.Commerce.Sources;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Shop.Campaigns;

/// <summary>
/// Gets in the goods that are missing for the flash sales of a day; what is asked for beyond them is out of stock.
/// </summary>
internal sealed class SaleStock(ShopContext context, StockRoom stocks, Purchasing purchasing)
{
    /// <summary>Items of an order in a sale, on average.</summary>
    private const double MeanItems = 1.1;

    public void Write(DayPlan plan, Instant midnight)
    {
        for (int i = 0; i < plan.Sources.Count; i++)
        {
            if (plan.Sources[i] is FlashSaleDemand { Entry: FlashSale sale } source && sale.Stock > 0)
            {
                double items = plan.Expected[i] * (double)(Demand.SizeOf(context.Cell) * sale.Stock) * MeanItems;
                context.Begin(midnight, ShopTransactionKind.Stock);
                Receive(source, items, (ulong)plan.Day);
                stocks.Settle();
                context.Commit();
            }
        }
    }

    private void Receive(FlashSaleDemand source, double items, ulong day)
    {
        for (int place = 0; place < source.Products.Length; place++)
        {
            int product = source.Products[place];
            for (int variant = 0; variant < context.Shop.Variants(product); variant++)
            {
                int sku = (product * ShopWorld.IdsPerProduct) + variant;
                double wanted = items * source.ShareOf(place) * context.Shop.VariantShare(product, variant);
                for (int house = 0; house < ShopWorld.Houses; house++)
                {
                    int stock = stocks.Find(house, sku);
                    if (stock < 0)
                    {
                        continue;
                    }

                    int units = (int)(wanted * ShopWorld.HouseShare(context.Cell, house)) - stocks[stock].Available;
                    if (units > 0)
                    {
                        ulong bits = context.Streams.Stock.At((day << 32) | (1UL << 31) | ((ulong)house << 28) | (uint)sku);
                        stocks.Receive(stock, units, purchasing.DrawCost(product, bits), null);
                    }
                }
            }
        }
    }
}
