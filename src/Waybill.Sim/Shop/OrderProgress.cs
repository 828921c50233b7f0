using Waybill.Events.Feeds;
using Waybill.Events.Shop;
using Waybill.Events.Values;

namespace Waybill.Sim.Shop;

/// <summary>Passes an order from state to state as the market moves it, and its parcel from hand to hand.</summary>
internal sealed class OrderProgress(
    ShopContext context,
    OrderCard card,
    LiveOrders orders,
    StockRoom stocks,
    Purchasing purchasing,
    LoyaltyDesk loyalty,
    OrderRows rows)
{
    public void Approve(Instant now)
    {
        context.Begin(now, ShopTransactionKind.Approval);
        if (card.Method != PayMethod.CashOnDelivery && card.TotalCents > 0)
        {
            rows.MoveCharge(card, "captured"u8, now);
            context.Kpis.CapturedCents += card.TotalCents;
        }

        rows.Move(card, new(OrderStatus.Pending, 1, card.SoldAt), new(OrderStatus.Processing, 2, now));
        if (card.Life.ShippedAt > 0)
        {
            rows.WriteShipment(
                context.Log.Insert(ShopCatalogue.Shipments), card, new ShipmentTimes { Status = "created"u8, CreatedAt = now.Microseconds });
            rows.InsertShipmentEvent(card, 1, "created"u8, card.Facts.Origin, now, now);
            context.Agenda.Add(PackedAt().Seconds, ShopEventKind.Pack, card.Key.ToArgument());
        }

        context.Commit();
    }

    public void Pack(Instant now)
    {
        context.Begin(now, ShopTransactionKind.Packing);
        rows.WriteShipment(context.Log.Update(ShopCatalogue.Shipments), card, Times("packed"u8, now, null, null))
            .WasText(5, "created"u8).WasNull(9);
        rows.InsertShipmentEvent(card, 2, "packed"u8, card.Facts.Origin, now, now);
        context.Commit();
    }

    public void HandOver(Instant now)
    {
        context.Begin(now, ShopTransactionKind.HandOver);
        foreach (Allocation allocation in card.Live.Allocations)
        {
            stocks.Pick(allocation, context.ItemId(card.Key, allocation.Line));
        }

        rows.WriteShipment(context.Log.Update(ShopCatalogue.Shipments), card, Times("in_transit"u8, PackedAt(), now, null))
            .WasText(5, "packed"u8).WasNull(10);
        rows.InsertShipmentEvent(card, 3, "handed_over"u8, card.Facts.Origin, now, now);
        rows.Move(card, new(OrderStatus.Processing, 2, ApprovedAt), new(OrderStatus.Shipped, 3, now));
        stocks.Settle();
        context.Commit();
        purchasing.Replenish(now);
        long half = (card.Life.DeliveredAt - now.Seconds) / 2;
        long scan = context.World.LeadTimes.Scanned(card.Facts.Carrier, now.Seconds + half);
        if (scan > now.Seconds && scan < card.Life.DeliveredAt)
        {
            context.Agenda.Add(scan, ShopEventKind.Scan, card.Key.ToArgument());
        }
    }

    /// <summary>The carrier reports the hubs that a parcel passed.</summary>
    public void Scan(Instant now)
    {
        long way = now.Seconds - card.Life.ShippedAt;
        ulong bits = context.Streams.Scan.At(ShopContext.Draw(card.Key));
        context.Begin(now, ShopTransactionKind.Scan);
        Instant first = now.AddSeconds(-(long)(bits % (ulong)Math.Clamp(way, 1, 7_200)));
        rows.InsertShipmentEvent(card, 4, "hub"u8, card.Facts.Origin, first, now);
        context.Commit();
    }

    public void Deliver(Instant now)
    {
        context.Begin(now, ShopTransactionKind.Delivery);
        rows.WriteShipment(context.Log.Update(ShopCatalogue.Shipments), card, Times("delivered"u8, PackedAt(), ShippedAt, now))
            .WasText(5, "in_transit"u8).WasNull(11);
        InsertLastScans(now);
        if (card.Method == PayMethod.CashOnDelivery && card.TotalCents > 0)
        {
            rows.WriteCharge(context.Log.Insert(ShopCatalogue.Payments), card, "captured"u8, now, now);
            context.Kpis.CapturedCents += card.TotalCents;
        }

        rows.Move(card, new(OrderStatus.Shipped, 3, ShippedAt), new(OrderStatus.Delivered, 4, now));
        loyalty.Earn(card);
        context.Commit();
    }

    public void Cancel(Instant now)
    {
        bool wasPending = card.Life.ApprovedAt == 0;
        context.Begin(now, ShopTransactionKind.Cancellation);
        foreach (Allocation allocation in card.Live.Allocations)
        {
            stocks.Release(allocation, context.ItemId(card.Key, allocation.Line));
        }

        bool isPaid = card.Method != PayMethod.CashOnDelivery && card.TotalCents > 0 && !card.PaymentFails;
        if (isPaid && wasPending)
        {
            rows.MoveCharge(card, "voided"u8, null);
        }
        else if (isPaid)
        {
            rows.WriteRefund(context.Log.Insert(ShopCatalogue.Payments), card, null, "pending"u8, card.TotalCents, now, null);
            context.Kpis.RefundedCents += card.TotalCents;
        }

        OrderState before = wasPending ? new(OrderStatus.Pending, 1, card.SoldAt) : new(OrderStatus.Processing, 2, ApprovedAt);
        rows.Move(card, before, new OrderState(OrderStatus.Cancelled, before.No + 1, now, CancelReason()));
        if (card.Live.Redeemed > 0)
        {
            loyalty.GiveBack(card);
        }

        stocks.Settle();
        context.Commit();
        StopWaiting();
        if (isPaid && !wasPending)
        {
            long days = 1 + (long)(context.Streams.Return.At(ShopContext.Draw(card.Key)) % 3);
            context.Agenda.Add(now.Seconds + (days * Instant.SecondsPerDay), ShopEventKind.SettleRefund, card.Key.ToArgument());
        }
        else
        {
            orders.Drop(card.Key);
        }
    }

    /// <summary>The money of a cancelled order is back.</summary>
    public void SettleRefund(Instant now)
    {
        context.Begin(now, ShopTransactionKind.Refund);
        rows.WriteRefund(
                context.Log.Update(ShopCatalogue.Payments), card, null, "settled"u8, card.TotalCents, Instant.FromSeconds(card.Life.CancelledAt), now)
            .WasText(5, "pending"u8).WasNull(12);
        context.Commit();
        orders.Drop(card.Key);
    }

    private Instant ApprovedAt => Instant.FromSeconds(card.Life.ApprovedAt);

    private Instant ShippedAt => Instant.FromSeconds(card.Life.ShippedAt);

    /// <summary>After three fifths of the time in the warehouse, once the goods are there.</summary>
    private Instant PackedAt()
    {
        long handling = card.Life.ShippedAt - card.Live.Delay - card.Life.ApprovedAt;
        return Instant.FromSeconds(card.Life.ShippedAt - Math.Max(handling * 2 / 5, 1));
    }

    private ShipmentTimes Times(ReadOnlySpan<byte> status, Instant packedAt, Instant? handedOverAt, Instant? deliveredAt) => new()
    {
        Status = status,
        CreatedAt = ApprovedAt.Microseconds,
        PackedAt = packedAt.Microseconds,
        HandedOverAt = handedOverAt?.Microseconds,
        DeliveredAt = deliveredAt?.Microseconds,
    };

    private void StopWaiting()
    {
        foreach (WaitingLine line in orders.Waiting.Where(line => line.Order == card.Key).ToList())
        {
            orders.Waiting.Remove(line);
            purchasing.Promise(line.Purchase, -card[line.Line].Quantity);
        }
    }

    /// <summary>Out for delivery, perhaps a first attempt in vain, and the delivery itself.</summary>
    private void InsertLastScans(Instant now)
    {
        ulong bits = context.Streams.Scan.At(ShopContext.Draw(card.Key) | (1UL << 60));
        long way = now.Seconds - card.Life.ShippedAt;
        int number = 4 + (HasScan() ? 1 : 0);
        long out1 = Math.Min(3_600 + (long)(bits % 18_000), way / 3);
        rows.InsertShipmentEvent(card, number++, "out_for_delivery"u8, card.Facts.Destination, now.AddSeconds(-out1), now);
        if ((bits >> 32) % 100 < 5 && out1 > 1)
        {
            rows.InsertShipmentEvent(card, number++, "attempt_failed"u8, card.Facts.Destination, now.AddSeconds(-out1 / 2), now);
        }

        rows.InsertShipmentEvent(card, number, "delivered"u8, card.Facts.Destination, now, now);
    }

    /// <summary>Whether the parcel was scanned between hand-over and delivery, as <see cref="HandOver"/> decided.</summary>
    private bool HasScan()
    {
        long shipped = card.Life.ShippedAt;
        long scan = context.World.LeadTimes.Scanned(card.Facts.Carrier, shipped + ((card.Life.DeliveredAt - shipped) / 2));
        return scan > shipped && scan < card.Life.DeliveredAt;
    }

    private OrderReason CancelReason() => card.PaymentFails ? OrderReason.PaymentFailed
        : (card.Session & 3) == 0 ? OrderReason.AddressUnclear : OrderReason.CustomerAsked;
}
