using Waybill.Events.Shop;
using Waybill.Events.Values;

namespace Waybill.Sim.Shop;

/// <summary>Every day some stocks are counted, and now and then a unit is missing.</summary>
internal sealed class StockCounting(ShopContext context, StockRoom stocks, Purchasing purchasing)
{
    /// <summary>Of so many stocks one lacks a unit on a day.</summary>
    private const int StocksPerLoss = 2_000;

    public void Count(Instant now)
    {
        ulong day = (ulong)now.Day;
        int losses = (stocks.Count / StocksPerLoss) + 1;
        context.Begin(now, ShopTransactionKind.Stock);
        for (int i = 0; i < losses; i++)
        {
            int stock = context.Streams.Stock.Below((day << 16) + (ulong)i + (1UL << 62), stocks.Count);
            stocks.Lose(stock, "Missing at the count"u8);
        }

        stocks.Settle();
        context.Commit();
        purchasing.Replenish(now);
    }
}
