using Waybill.Events.Rows;
using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Commerce;
using Waybill.Sim.Fulfilment;
using Waybill.Sim.Scenarios;
using Waybill.Sim.Shop.Campaigns;

namespace Waybill.Sim.Shop;

/// <summary>Takes orders: looks whether they can be served, decides what they cost and where they go, and reserves their goods.</summary>
internal sealed class OrderDesk(
    ShopContext context,
    OrderCard card,
    LiveOrders orders,
    StockRoom stocks,
    Purchasing purchasing,
    CustomerBook customers,
    LoyaltyDesk loyalty,
    CartBook carts,
    OrderRows rows)
{
    /// <summary>Goods that came are on the shelf an hour later.</summary>
    private const long ShelfSeconds = 3_600;

    /// <summary>Nobody waits longer for goods that are out of stock.</summary>
    private const long LongestWait = 10 * Instant.SecondsPerDay;

    private const int AddressPerMille = 15;
    private const long SecondsPerAttempt = 25;
    private const int RedeemPercent = 20;

    /// <summary>Whether an order that is about to be placed can be served; goods on sale are sold while stocks last, and nobody waits for them.</summary>
    /// <param name="key">The order.</param>
    /// <param name="facts">What was decided about it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="delay">Seconds by which it leaves later, because its goods are still on their way.</param>
    /// <returns>False when the sale is lost.</returns>
    public bool TryOffer(OrderKey key, in OrderFacts facts, Instant now, out long delay)
    {
        card.Draft(key, new Placement(now.Day, key.Sequence, now.SecondOfDay / 60), in facts);
        ListMissing(now);
        delay = 0;
        for (int line = 0; line < card.LineCount; line++)
        {
            int stock = stocks.Find(card.House, card[line].Sku);
            if (stocks[stock].Available >= card[line].Quantity)
            {
                continue;
            }

            long delivery = purchasing.FindDelivery(stock, card[line].Quantity);
            long wait = delivery == 0 ? long.MaxValue : purchasing.ArrivalOf(delivery) - now.Seconds + ShelfSeconds;
            if (wait > LongestWait || facts.Source?.Entry is FlashSale || context.Shop.IsLost.Happens(context.Streams.Patience.At(ShopContext.Draw(key))))
            {
                context.Kpis.LostSales++;
                return false;
            }

            delay = Math.Max(delay, (wait + 3_599) / 3_600 * 3_600);
        }

        return true;
    }

    /// <summary>Writes the order that was offered; its visit has been written.</summary>
    public void Place(in SalesRow row, in OrderLife life, long delay, Instant now)
    {
        LiveOrder live = orders.New();
        live.SoldAt = row.SoldAt.Seconds;
        live.Delay = delay;
        DecideTerms(live);
        live.Address = ChooseAddress(now);
        card.Price(live, in row, in life);

        context.Begin(now, ShopTransactionKind.Purchase);
        rows.InsertOrder(card);
        InsertAttempts();
        carts.Order(card);
        Reserve();
        if (live.Redeemed > 0)
        {
            loyalty.Redeem(card);
        }

        stocks.Settle();
        context.Commit();
        orders.Keep(card.Key, live);
        customers[card.Facts.Buyer].Orders++;
        context.Kpis.Place(card.SubtotalCents, card.DiscountCents, card.FeeCents, delay > 0);
        purchasing.Replenish(now);
    }

    /// <summary>Serves the lines that waited for a delivery that just came.</summary>
    public void ServeWaiting(long purchase, Instant now)
    {
        foreach (WaitingLine line in orders.Waiting.Where(line => line.Purchase == purchase).ToList())
        {
            orders.Waiting.Remove(line);
            LiveOrder live = orders[line.Order];
            card.Recall(line.Order, live);
            context.Begin(now, ShopTransactionKind.Reservation);
            int stock = stocks.Find(card.House, card[line.Line].Sku);
            stocks.Reserve(stock, card[line.Line].Quantity, line.Line, context.ItemId(line.Order, line.Line), live.Allocations);
            stocks.Settle();
            context.Commit();
        }
    }

    /// <summary>A hub keeps a product from the first order on that leaves from there.</summary>
    private void ListMissing(Instant now)
    {
        for (int line = 0; line < card.LineCount; line++)
        {
            int sku = card[line].Sku;
            if (stocks.Find(card.House, sku) >= 0)
            {
                continue;
            }

            context.Begin(now, ShopTransactionKind.Stock);
            int stock = stocks.List(card.House, sku);
            StockPolicy policy = stocks[stock].Policy;
            ulong bits = context.Streams.Stock.At(((ulong)card.House << 40) | (uint)sku);
            stocks.Receive(
                stock,
                policy.ReorderPoint + policy.ReorderQuantity + card[line].Quantity,
                purchasing.DrawCost(card.Facts.Product, bits),
                null);
            stocks.Settle();
            context.Commit();
        }
    }

    private void DecideTerms(LiveOrder live)
    {
        ref CustomerRow customer = ref customers[card.Facts.Buyer];
        ulong draw = ShopContext.Draw(card.Key);
        live.Tier = customer.Tier;
        ulong coupon = context.Streams.Coupon.At(draw);
        if (Campaign.Brings(card.Facts.Source, card.SubtotalCents, coupon))
        {
            live.Coupon = LiveOrder.CampaignCoupon;
        }
        else if (card.Buyer.InsistsOnCoupon(card.Facts) || context.Shop.UsesCoupon.Happens(coupon))
        {
            live.Coupon = FindCoupon(customer.Orders == 0, (int)(coupon & 0xFF));
        }

        ulong redeem = context.Streams.Redeem.At(draw);
        if ((int)(redeem % 100) < RedeemPercent)
        {
            long steps = Math.Min(customer.Points, card.SubtotalCents / 2) / OrderCard.PointsPerStep;
            live.Redeemed = (int)Math.Min(steps * OrderCard.PointsPerStep, 1_000_000);
        }
    }

    private int FindCoupon(bool isFirstOrder, int bits)
    {
        for (int i = 0; i < Coupon.All.Count; i++)
        {
            int place = isFirstOrder ? i : (i + bits) % Coupon.All.Count;
            Coupon coupon = Coupon.All[place];
            if ((isFirstOrder || !coupon.FirstOrderOnly) && card.SubtotalCents >= coupon.MinSpendCents)
            {
                return place + 1;
            }
        }

        return 0;
    }

    /// <summary>Mostly the customer's usual address; now and then a new one.</summary>
    private int ChooseAddress(Instant now)
    {
        int buyer = card.Facts.Buyer;
        if (card.Buyer.Street(card.Placement, card.Facts) is { } street)
        {
            return ChooseStreet(street, now);
        }

        ulong bits = context.Streams.Address.At(ShopContext.Draw(card.Key) | (1UL << 60));
        if ((int)(bits % 1_000) < AddressPerMille && customers[buyer].Addresses < CustomerBook.UsualAddresses)
        {
            context.Begin(now, ShopTransactionKind.Account);
            int slot = customers.AddAddress(buyer, card.Facts.Customer, card.Facts.Destination);
            context.Commit();
            return slot;
        }

        ref CustomerRow row = ref customers[buyer];
        int other = (int)(bits >> 40 & 0xFF) % row.Addresses;
        return (bits >> 32 & 7) == 0 && (row.StreetSlots >> other & 1) == 0 ? other : row.DefaultAddress;
    }

    /// <summary>An address that this buyer insists on; an account has it from its first use on.</summary>
    private int ChooseStreet(ulong street, Instant now)
    {
        int buyer = card.Facts.Buyer;
        if (customers.SlotOf(buyer, street) is { } known)
        {
            return known;
        }

        if (customers[buyer].Addresses == CustomerBook.MostAddresses)
        {
            return CustomerBook.MostAddresses - 1;
        }

        context.Begin(now, ShopTransactionKind.Account);
        int slot = customers.AddAddress(buyer, card.Facts.Customer, card.Facts.Destination, street);
        context.Commit();
        return slot;
    }

    private void InsertAttempts()
    {
        if (card.Method == PayMethod.CashOnDelivery || card.TotalCents == 0)
        {
            return;
        }

        bool fails = card.PaymentFails;
        int declines = card.Declines();
        for (int i = 0; i < declines; i++)
        {
            rows.InsertDecline(card, i, card.SoldAt.AddSeconds(-SecondsPerAttempt * (declines - i)));
        }

        context.Kpis.Attempts += declines + (fails ? 0 : 1);
        if (!fails)
        {
            rows.WriteCharge(context.Log.Insert(ShopCatalogue.Payments), card, "authorized"u8, card.SoldAt, null);
        }
    }

    private void Reserve()
    {
        for (int line = 0; line < card.LineCount; line++)
        {
            int quantity = card[line].Quantity;
            int stock = stocks.Find(card.House, card[line].Sku);
            if (stocks[stock].Available >= quantity)
            {
                stocks.Reserve(stock, quantity, line, context.ItemId(card.Key, line), card.Live.Allocations);
                continue;
            }

            long delivery = purchasing.FindDelivery(stock, quantity);
            purchasing.Promise(delivery, quantity);
            orders.Waiting.Add(new WaitingLine(delivery, card.Key, line));
        }
    }
}
