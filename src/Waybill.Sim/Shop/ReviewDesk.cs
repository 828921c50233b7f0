using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Shop;

/// <summary>Reviews of what was delivered, some days later.</summary>
internal sealed class ReviewDesk(ShopContext context)
{
    private const int MostDays = 10;
    private readonly Dictionary<OrderKey, PendingReview> _pending = [];

    public void Clear() => _pending.Clear();

    /// <summary>Decides after a delivery whether the order will be reviewed.</summary>
    public void Plan(OrderCard card, Instant now)
    {
        ulong bits = context.Streams.Review.At(ShopContext.Draw(card.Key));
        if (context.Shop.IsReviewed.Happens(bits))
        {
            // Most write soon: the delay is the product of two even ones.
            long part = (long)(bits & 0xFFFF) * (long)(bits >> 16 & 0xFFFF) >> 16;
            long wait = 3_600 + (part * MostDays * Instant.SecondsPerDay >> 16);
            context.Agenda.Add(now.Seconds + wait, ShopEventKind.Review, card.Key.ToArgument());
            _pending.Add(card.Key, new PendingReview(card.Facts.Buyer, card.Facts.Product, card.IsLate));
        }
    }

    public void Write(OrderKey key, Instant now)
    {
        _pending.Remove(key, out PendingReview review);
        bool isLate = review.IsLate;
        ulong bits = context.Streams.Review.At(ShopContext.Draw(key) | (1UL << 50));
        int rating = context.Shop.Ratings.Draw(isLate, bits);
        ulong words = context.Streams.Review.At(ShopContext.Draw(key) | (1UL << 51));
        context.Begin(now, ShopTransactionKind.Review);
        ShopLog log = context.Log.Insert(ShopCatalogue.Reviews)
            .Number(context.OrderNumberId(key)).Number(context.CustomerId(review.Buyer)).Number(context.ItemId(key, 0)).Number(rating);
        bool isShort = words >> 60 < 4;
        log = isShort ? log.Null().Null() : log
            .Text(ReviewTexts.Title(rating, words >> 8))
            .Text(ReviewTexts.Body(context.Texts, context.Shop.Texts.Noun(review.Product), rating, isLate, words >> 16));
        log.Time(now);
        context.Kpis.Reviews++;
        context.Kpis.Stars += rating;
        context.Commit();
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(_pending.Count);
        foreach ((OrderKey key, PendingReview review) in _pending.OrderBy(entry => entry.Key.Bits))
        {
            writer.WriteNumber(key.Bits);
            writer.WriteNumber(review.Buyer);
            writer.WriteNumber(review.Product);
            writer.WriteNumber(review.IsLate ? 1 : 0);
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        Clear();
        for (long count = reader.ReadNumber(int.MaxValue); count > 0; count--)
        {
            _pending.Add(
                new OrderKey(reader.ReadNumber()),
                new PendingReview(
                    (int)reader.ReadNumber(int.MaxValue),
                    (int)reader.ReadNumber(context.World.Products.Count - 1),
                    reader.ReadNumber(1) == 1));
        }
    }
}
