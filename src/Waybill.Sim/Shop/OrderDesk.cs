using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Commerce;
using Waybill.Sim.Fulfilment;
using Waybill.Sim.Scenarios;
using Waybill.Sim.Shop.Campaigns;

namespace Waybill.Sim.Shop;

/// <summary>Takes orders, reserves their goods, and passes them from state to state as the market moves them.</summary>
internal sealed class OrderDesk(
    ShopContext context,
    OrderBook book,
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

    private readonly OrderCard _card = new(context, book);

    /// <summary>The order that was drafted or recalled last.</summary>
    public OrderCard Card => _card;

    /// <summary>Whether an order that is about to be placed can be served; goods on sale are sold while stocks last, and nobody waits for them.</summary>
    /// <param name="key">The order.</param>
    /// <param name="facts">What was decided about it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="delay">Seconds by which it leaves later, because its goods are still on their way.</param>
    /// <returns>False when the sale is lost.</returns>
    public bool TryOffer(OrderKey key, in OrderFacts facts, Instant now, out long delay)
    {
        _card.Draft(key, new Placement(now.Day, key.Sequence, now.SecondOfDay / 60), in facts);
        ListMissing(now);
        delay = 0;
        for (int line = 0; line < _card.LineCount; line++)
        {
            int stock = stocks.Find(_card.House, _card[line].Sku);
            if (stocks[stock].Available >= _card[line].Quantity)
            {
                continue;
            }

            long delivery = purchasing.FindDelivery(stock, _card[line].Quantity);
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
        _card.Price(live, in row, in life);

        context.Begin(now, ShopTransactionKind.Purchase);
        rows.InsertOrder(_card);
        InsertAttempts();
        carts.Order(_card);
        Reserve();
        if (live.Redeemed > 0)
        {
            loyalty.Redeem(_card);
        }

        stocks.Settle();
        context.Commit();
        orders.Keep(_card.Key, live);
        customers[_card.Facts.Buyer].Orders++;
        context.Kpis.Place(_card.SubtotalCents, _card.DiscountCents, _card.FeeCents, delay > 0);
        purchasing.Replenish(now);
    }

    /// <summary>Serves the lines that waited for a delivery that just came.</summary>
    public void ServeWaiting(long purchase, Instant now)
    {
        foreach (WaitingLine line in orders.Waiting.Where(line => line.Purchase == purchase).ToList())
        {
            orders.Waiting.Remove(line);
            LiveOrder live = orders[line.Order];
            _card.Recall(line.Order, live);
            context.Begin(now, ShopTransactionKind.Reservation);
            int stock = stocks.Find(_card.House, _card[line.Line].Sku);
            stocks.Reserve(stock, _card[line.Line].Quantity, line.Line, context.ItemId(line.Order, line.Line), live.Allocations);
            stocks.Settle();
            context.Commit();
        }
    }

    /// <summary>Brings an order to its next state; <see cref="Card"/> is that order then.</summary>
    public void Recall(OrderKey key) => _card.Recall(key, orders[key]);

    public void Approve(Instant now)
    {
        context.Begin(now, ShopTransactionKind.Approval);
        if (_card.Method != PayMethod.CashOnDelivery && _card.TotalCents > 0)
        {
            rows.MoveCharge(_card, "captured"u8, now);
            context.Kpis.CapturedCents += _card.TotalCents;
        }

        rows.Move(_card, new(OrderStatus.Pending, 1, _card.SoldAt), new(OrderStatus.Processing, 2, now));
        if (_card.Life.ShippedAt > 0)
        {
            rows.WriteShipment(
                context.Log.Insert(ShopCatalogue.Shipments), _card, new ShipmentTimes { Status = "created"u8, CreatedAt = now.Microseconds });
            rows.InsertShipmentEvent(_card, 1, "created"u8, _card.Facts.Origin, now, now);
            context.Agenda.Add(PackedAt().Seconds, ShopEventKind.Pack, _card.Key.ToArgument());
        }

        context.Commit();
    }

    public void Pack(Instant now)
    {
        context.Begin(now, ShopTransactionKind.Packing);
        rows.WriteShipment(context.Log.Update(ShopCatalogue.Shipments), _card, Times("packed"u8, now, null, null))
            .WasText(5, "created"u8).WasNull(9);
        rows.InsertShipmentEvent(_card, 2, "packed"u8, _card.Facts.Origin, now, now);
        context.Commit();
    }

    public void HandOver(Instant now)
    {
        context.Begin(now, ShopTransactionKind.HandOver);
        foreach (Allocation allocation in _card.Live.Allocations)
        {
            stocks.Pick(allocation, context.ItemId(_card.Key, allocation.Line));
        }

        rows.WriteShipment(context.Log.Update(ShopCatalogue.Shipments), _card, Times("in_transit"u8, PackedAt(), now, null))
            .WasText(5, "packed"u8).WasNull(10);
        rows.InsertShipmentEvent(_card, 3, "handed_over"u8, _card.Facts.Origin, now, now);
        rows.Move(_card, new(OrderStatus.Processing, 2, ApprovedAt), new(OrderStatus.Shipped, 3, now));
        stocks.Settle();
        context.Commit();
        purchasing.Replenish(now);
        long half = (_card.Life.DeliveredAt - now.Seconds) / 2;
        long scan = context.World.LeadTimes.Scanned(_card.Facts.Carrier, now.Seconds + half);
        if (scan > now.Seconds && scan < _card.Life.DeliveredAt)
        {
            context.Agenda.Add(scan, ShopEventKind.Scan, _card.Key.ToArgument());
        }
    }

    /// <summary>The carrier reports the hubs that a parcel passed.</summary>
    public void Scan(Instant now)
    {
        long way = now.Seconds - _card.Life.ShippedAt;
        ulong bits = context.Streams.Scan.At(ShopContext.Draw(_card.Key));
        context.Begin(now, ShopTransactionKind.Scan);
        Instant first = now.AddSeconds(-(long)(bits % (ulong)Math.Clamp(way, 1, 7_200)));
        rows.InsertShipmentEvent(_card, 4, "hub"u8, _card.Facts.Origin, first, now);
        context.Commit();
    }

    public void Deliver(Instant now)
    {
        context.Begin(now, ShopTransactionKind.Delivery);
        rows.WriteShipment(context.Log.Update(ShopCatalogue.Shipments), _card, Times("delivered"u8, PackedAt(), ShippedAt, now))
            .WasText(5, "in_transit"u8).WasNull(11);
        InsertLastScans(now);
        if (_card.Method == PayMethod.CashOnDelivery && _card.TotalCents > 0)
        {
            rows.WriteCharge(context.Log.Insert(ShopCatalogue.Payments), _card, "captured"u8, now, now);
            context.Kpis.CapturedCents += _card.TotalCents;
        }

        rows.Move(_card, new(OrderStatus.Shipped, 3, ShippedAt), new(OrderStatus.Delivered, 4, now));
        loyalty.Earn(_card);
        context.Commit();
    }

    public void Cancel(Instant now)
    {
        bool wasPending = _card.Life.ApprovedAt == 0;
        context.Begin(now, ShopTransactionKind.Cancellation);
        foreach (Allocation allocation in _card.Live.Allocations)
        {
            stocks.Release(allocation, context.ItemId(_card.Key, allocation.Line));
        }

        bool isPaid = _card.Method != PayMethod.CashOnDelivery && _card.TotalCents > 0 && !_card.PaymentFails;
        if (isPaid && wasPending)
        {
            rows.MoveCharge(_card, "voided"u8, null);
        }
        else if (isPaid)
        {
            rows.WriteRefund(context.Log.Insert(ShopCatalogue.Payments), _card, null, "pending"u8, _card.TotalCents, now, null);
            context.Kpis.RefundedCents += _card.TotalCents;
        }

        OrderState before = wasPending ? new(OrderStatus.Pending, 1, _card.SoldAt) : new(OrderStatus.Processing, 2, ApprovedAt);
        rows.Move(_card, before, new OrderState(OrderStatus.Cancelled, before.No + 1, now, CancelReason()));
        if (_card.Live.Redeemed > 0)
        {
            loyalty.GiveBack(_card);
        }

        stocks.Settle();
        context.Commit();
        StopWaiting();
        if (isPaid && !wasPending)
        {
            long days = 1 + (long)(context.Streams.Return.At(ShopContext.Draw(_card.Key)) % 3);
            context.Agenda.Add(now.Seconds + (days * Instant.SecondsPerDay), ShopEventKind.SettleRefund, _card.Key.ToArgument());
        }
        else
        {
            orders.Drop(_card.Key);
        }
    }

    /// <summary>The money of a cancelled order is back.</summary>
    public void SettleRefund(Instant now)
    {
        context.Begin(now, ShopTransactionKind.Refund);
        rows.WriteRefund(
                context.Log.Update(ShopCatalogue.Payments), _card, null, "settled"u8, _card.TotalCents, Instant.FromSeconds(_card.Life.CancelledAt), now)
            .WasText(5, "pending"u8).WasNull(12);
        context.Commit();
        orders.Drop(_card.Key);
    }

    private Instant ApprovedAt => Instant.FromSeconds(_card.Life.ApprovedAt);

    private Instant ShippedAt => Instant.FromSeconds(_card.Life.ShippedAt);

    /// <summary>After three fifths of the time in the warehouse, once the goods are there.</summary>
    private Instant PackedAt()
    {
        long handling = _card.Life.ShippedAt - _card.Live.Delay - _card.Life.ApprovedAt;
        return Instant.FromSeconds(_card.Life.ShippedAt - Math.Max(handling * 2 / 5, 1));
    }

    private ShipmentTimes Times(ReadOnlySpan<byte> status, Instant packedAt, Instant? handedOverAt, Instant? deliveredAt) => new()
    {
        Status = status,
        CreatedAt = ApprovedAt.Microseconds,
        PackedAt = packedAt.Microseconds,
        HandedOverAt = handedOverAt?.Microseconds,
        DeliveredAt = deliveredAt?.Microseconds,
    };

    /// <summary>A hub keeps a product from the first order on that leaves from there.</summary>
    private void ListMissing(Instant now)
    {
        for (int line = 0; line < _card.LineCount; line++)
        {
            int sku = _card[line].Sku;
            if (stocks.Find(_card.House, sku) >= 0)
            {
                continue;
            }

            context.Begin(now, ShopTransactionKind.Stock);
            int stock = stocks.List(_card.House, sku);
            StockPolicy policy = stocks[stock].Policy;
            ulong bits = context.Streams.Stock.At(((ulong)_card.House << 40) | (uint)sku);
            stocks.Receive(
                stock,
                policy.ReorderPoint + policy.ReorderQuantity + _card[line].Quantity,
                purchasing.DrawCost(_card.Facts.Product, bits),
                null);
            stocks.Settle();
            context.Commit();
        }
    }

    private void DecideTerms(LiveOrder live)
    {
        ref CustomerRow customer = ref customers[_card.Facts.Buyer];
        ulong draw = ShopContext.Draw(_card.Key);
        live.Tier = customer.Tier;
        ulong coupon = context.Streams.Coupon.At(draw);
        if (Campaign.Brings(_card.Facts.Source, _card.SubtotalCents, coupon))
        {
            live.Coupon = LiveOrder.CampaignCoupon;
        }
        else if (_card.Buyer.InsistsOnCoupon(_card.Facts) || context.Shop.UsesCoupon.Happens(coupon))
        {
            live.Coupon = FindCoupon(customer.Orders == 0, (int)(coupon & 0xFF));
        }

        ulong redeem = context.Streams.Redeem.At(draw);
        if ((int)(redeem % 100) < RedeemPercent)
        {
            long steps = Math.Min(customer.Points, _card.SubtotalCents / 2) / OrderCard.PointsPerStep;
            live.Redeemed = (int)Math.Min(steps * OrderCard.PointsPerStep, 1_000_000);
        }
    }

    private int FindCoupon(bool isFirstOrder, int bits)
    {
        for (int i = 0; i < Coupon.All.Count; i++)
        {
            int place = isFirstOrder ? i : (i + bits) % Coupon.All.Count;
            Coupon coupon = Coupon.All[place];
            if ((isFirstOrder || !coupon.FirstOrderOnly) && _card.SubtotalCents >= coupon.MinSpendCents)
            {
                return place + 1;
            }
        }

        return 0;
    }

    /// <summary>Mostly the customer's usual address; now and then a new one.</summary>
    private int ChooseAddress(Instant now)
    {
        int buyer = _card.Facts.Buyer;
        if (_card.Buyer.Street(_card.Placement, _card.Facts) is { } street)
        {
            return ChooseStreet(street, now);
        }

        ulong bits = context.Streams.Address.At(ShopContext.Draw(_card.Key) | (1UL << 60));
        if ((int)(bits % 1_000) < AddressPerMille && customers[buyer].Addresses < CustomerBook.UsualAddresses)
        {
            context.Begin(now, ShopTransactionKind.Account);
            int slot = customers.AddAddress(buyer, _card.Facts.Customer, _card.Facts.Destination);
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
        int buyer = _card.Facts.Buyer;
        if (customers.SlotOf(buyer, street) is { } known)
        {
            return known;
        }

        if (customers[buyer].Addresses == CustomerBook.MostAddresses)
        {
            return CustomerBook.MostAddresses - 1;
        }

        context.Begin(now, ShopTransactionKind.Account);
        int slot = customers.AddAddress(buyer, _card.Facts.Customer, _card.Facts.Destination, street);
        context.Commit();
        return slot;
    }

    private void InsertAttempts()
    {
        if (_card.Method == PayMethod.CashOnDelivery || _card.TotalCents == 0)
        {
            return;
        }

        bool fails = _card.PaymentFails;
        int declines = _card.Declines();
        for (int i = 0; i < declines; i++)
        {
            rows.InsertDecline(_card, i, _card.SoldAt.AddSeconds(-SecondsPerAttempt * (declines - i)));
        }

        context.Kpis.Attempts += declines + (fails ? 0 : 1);
        if (!fails)
        {
            rows.WriteCharge(context.Log.Insert(ShopCatalogue.Payments), _card, "authorized"u8, _card.SoldAt, null);
        }
    }

    private void Reserve()
    {
        for (int line = 0; line < _card.LineCount; line++)
        {
            int quantity = _card[line].Quantity;
            int stock = stocks.Find(_card.House, _card[line].Sku);
            if (stocks[stock].Available >= quantity)
            {
                stocks.Reserve(stock, quantity, line, context.ItemId(_card.Key, line), _card.Live.Allocations);
                continue;
            }

            long delivery = purchasing.FindDelivery(stock, quantity);
            purchasing.Promise(delivery, quantity);
            orders.Waiting.Add(new WaitingLine(delivery, _card.Key, line));
        }
    }

    private void StopWaiting()
    {
        foreach (WaitingLine line in orders.Waiting.Where(line => line.Order == _card.Key).ToList())
        {
            orders.Waiting.Remove(line);
            purchasing.Promise(line.Purchase, -_card[line.Line].Quantity);
        }
    }

    /// <summary>Out for delivery, perhaps a first attempt in vain, and the delivery itself.</summary>
    private void InsertLastScans(Instant now)
    {
        ulong bits = context.Streams.Scan.At(ShopContext.Draw(_card.Key) | (1UL << 60));
        long way = now.Seconds - _card.Life.ShippedAt;
        int number = 4 + (HasScan() ? 1 : 0);
        long out1 = Math.Min(3_600 + (long)(bits % 18_000), way / 3);
        rows.InsertShipmentEvent(_card, number++, "out_for_delivery"u8, _card.Facts.Destination, now.AddSeconds(-out1), now);
        if ((bits >> 32) % 100 < 5 && out1 > 1)
        {
            rows.InsertShipmentEvent(_card, number++, "attempt_failed"u8, _card.Facts.Destination, now.AddSeconds(-out1 / 2), now);
        }

        rows.InsertShipmentEvent(_card, number, "delivered"u8, _card.Facts.Destination, now, now);
    }

    /// <summary>Whether the parcel was scanned between hand-over and delivery, as <see cref="HandOver"/> decided.</summary>
    private bool HasScan()
    {
        long shipped = _card.Life.ShippedAt;
        long scan = context.World.LeadTimes.Scanned(_card.Facts.Carrier, shipped + ((_card.Life.DeliveredAt - shipped) / 2));
        return scan > shipped && scan < _card.Life.DeliveredAt;
    }

    private OrderReason CancelReason() => _card.PaymentFails ? OrderReason.PaymentFailed
        : (_card.Session & 3) == 0 ? OrderReason.AddressUnclear : OrderReason.CustomerAsked;
}
