using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Commerce;

namespace Waybill.Sim.Shop;

/// <summary>Points and tiers: up at once, but at most one step a customer and day and none on the first, down when months are over.</summary>
internal sealed class LoyaltyDesk(ShopContext context, CustomerBook customers, OrderBook book)
{
    private const int NeverSpent = 0;

    /// <summary>Redeems points for an order; within its transaction.</summary>
    public void Redeem(OrderCard card) => Book(card.Facts.Buyer, card.Facts.Customer, "redeem"u8, -card.Live.Redeemed, card.Id, null);

    /// <summary>Gives redeemed points back for an order that is cancelled.</summary>
    public void GiveBack(OrderCard card) =>
        Book(card.Facts.Buyer, card.Facts.Customer, "adjust"u8, card.Live.Redeemed, card.Id, "Points of a cancelled order."u8);

    /// <summary>Books what a delivered order earns and counts it as spent; within its transaction.</summary>
    public void Earn(OrderCard card)
    {
        int buyer = card.Facts.Buyer;
        ref CustomerRow row = ref customers[buyer];
        int month = CustomerBook.MonthOf(context.Now.Day);
        row.RollTo(month);
        row.Spend[month % 12] += card.TotalCents;
        decimal rate = context.Shop.Settings.Tiers[row.Tier].PointsPerUnit;
        card.Live.Earned = (long)(card.TotalCents * rate / 100);
        Book(buyer, card.Facts.Customer, "earn"u8, card.Live.Earned, card.Id, null);
        if (new Instant(row.TierSince).Day < context.Now.Day)
        {
            MoveTier(buyer, card.Facts.Customer, TierFor(row.SpendOfTwelveMonths), onlyUp: true);
        }
    }

    /// <summary>Takes earned points back after a return, as far as they are still there, and the money off what was spent.</summary>
    public void Reverse(OrderCard card, long refundCents)
    {
        int buyer = card.Facts.Buyer;
        ref CustomerRow row = ref customers[buyer];
        int month = CustomerBook.MonthOf(context.Now.Day);
        row.RollTo(month);
        row.Spend[month % 12] = Math.Max(row.Spend[month % 12] - refundCents, 0);
        long share = card.TotalCents == 0 ? 0 : card.Live.Earned * refundCents / card.TotalCents;
        Book(buyer, card.Facts.Customer, "reverse"u8, -Math.Min(share, row.Points), card.Id, null);
    }

    /// <summary>At the beginning of a day: every customer whose spend no longer fits, or who could not move up yesterday.</summary>
    public void Review(Instant now)
    {
        int month = CustomerBook.MonthOf(now.Day);
        bool isNewMonth = month != CustomerBook.MonthOf(now.Day - 1);
        for (int place = 0; place < customers.Count; place++)
        {
            ref CustomerRow row = ref customers.At(place);
            if (isNewMonth)
            {
                row.RollTo(month);
            }

            int tier = TierFor(row.SpendOfTwelveMonths);
            bool hasLapsed = isNewMonth && row.Points > 0 && row.SpendOfTwelveMonths == NeverSpent;
            if (tier == row.Tier && !hasLapsed)
            {
                continue;
            }

            context.Begin(now, ShopTransactionKind.Loyalty);
            int name = book.NameOf((ulong)row.Number);
            if (hasLapsed)
            {
                Book(row.Number, name, "expire"u8, -row.Points, null, null);
            }

            MoveTier(row.Number, name, tier, onlyUp: !isNewMonth);
            context.Commit();
        }
    }

    private int TierFor(long spentCents)
    {
        int tier = 0;
        IReadOnlyList<Scenarios.TierSettings> tiers = context.Shop.Settings.Tiers;
        while (tier + 1 < tiers.Count && spentCents >= tiers[tier + 1].MinSpend * 100)
        {
            tier++;
        }

        return tier;
    }

    private void MoveTier(int customer, int name, int tier, bool onlyUp)
    {
        if (tier == customers[customer].Tier || (onlyUp && tier < customers[customer].Tier))
        {
            return;
        }

        ref CustomerRow row = ref customers.Change(customer);
        context.Kpis.TierChanges++;
        row.Tier = tier;
        row.TierSince = context.Now.Microseconds;
        customers.WriteMove(customer, name);
    }

    private void Book(int customer, int name, ReadOnlySpan<byte> kind, long points, OrderId? order, ReadOnlySpan<byte> note)
    {
        if (points == 0)
        {
            return;
        }

        ref CustomerRow row = ref customers.Change(customer);
        row.Points += points;
        context.Kpis.Points += points;
        ShopLog log = context.Log.Insert(ShopCatalogue.LoyaltyLedger)
            .Number(context.NextId(ShopCounter.Entry)).Number(context.CustomerId(customer)).Text(kind).Number(points);
        log = order is { } id ? log.Text(context.OrderText(id)) : log.Null();
        (note.IsEmpty ? log.Null() : log.Text(note)).Time(context.Now);
        customers.WritePoints(customer, name);
    }
}
