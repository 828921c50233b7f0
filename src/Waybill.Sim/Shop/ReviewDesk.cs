using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Commerce;

namespace Waybill.Sim.Shop;

/// <summary>Reviews of what was delivered, some days later.</summary>
internal sealed class ReviewDesk(ShopContext context, OrderBook book)
{
    private const int LateBit = 1;
    private const int MostDays = 10;

    /// <summary>Decides after a delivery whether the order will be reviewed.</summary>
    public void Plan(OrderCard card, Instant now)
    {
        ulong bits = context.Streams.Review.At(ShopContext.Draw(card.Key));
        if (context.Shop.IsReviewed.Happens(bits))
        {
            // Most write soon: the delay is the product of two even ones.
            long part = (long)(bits & 0xFFFF) * (long)(bits >> 16 & 0xFFFF) >> 16;
            long wait = 3_600 + (part * MostDays * Instant.SecondsPerDay >> 16);
            context.Agenda.Add(now.Seconds + wait, ShopEventKind.Review, card.Key.ToArgument(card.IsLate ? LateBit : 0));
        }
    }

    public void Write(OrderKey key, int flags, Instant now)
    {
        bool isLate = (flags & LateBit) != 0;
        ulong bits = context.Streams.Review.At(ShopContext.Draw(key) | (1UL << 50));
        OrderFacts facts = book.Facts(context.StartDay + key.DaysSinceStart, key.Sequence);
        int rating = context.Shop.Ratings.Draw(isLate, bits);
        ulong words = context.Streams.Review.At(ShopContext.Draw(key) | (1UL << 51));
        context.Begin(now, ShopTransactionKind.Review);
        ShopLog log = context.Log.Insert(ShopCatalogue.Reviews)
            .Number(context.OrderNumberId(key)).Number(context.CustomerId(facts.Buyer)).Number(context.ItemId(key, 0)).Number(rating);
        bool isShort = words >> 60 < 4;
        log = isShort ? log.Null().Null() : log
            .Text(ReviewTexts.Title(rating, words >> 8))
            .Text(ReviewTexts.Body(context.Texts, context.Shop.Texts.Noun(facts.Product), rating, isLate, words >> 16));
        log.Time(now);
        context.Kpis.Reviews++;
        context.Kpis.Stars += rating;
        context.Commit();
    }
}
