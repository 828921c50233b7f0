using Waybill.Events.Feeds;
using Waybill.Events.Shop;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Sim.Shop;

/// <summary>Returns: asked for after the delivery, received when the order becomes Returned, and paid back some days later.</summary>
internal sealed class ReturnDesk(ShopContext context, LiveOrders orders, StockRoom stocks, LoyaltyDesk loyalty, OrderRows rows)
{
    private static readonly TextTable Comments = new(
    [
        "Box was open when it came.", "Màu không giống hình.", "Too small for me, please refund.", "The seller sent another model.",
        "Không còn nhu cầu nữa.", "Stopped working after a day.", "Came after the party, no use any more.", "Hàng bị móp một góc.",
    ]);

    /// <summary>Of a thousand orders that are kept those whose return was asked for in vain.</summary>
    private const int RejectedPerMille = 12;

    /// <summary>Seconds after the delivery at which such a return is asked for.</summary>
    private const long RejectedAfter = 3 * Instant.SecondsPerDay;

    private readonly int[] _units = new int[OrderCard.MostLines];
    private readonly long[] _refunds = new long[OrderCard.MostLines];
    private long _refund;

    /// <summary>After a delivery: the order is kept when it comes back, otherwise nothing more happens to it.</summary>
    public void Plan(OrderCard card)
    {
        if (card.Life.ReturnedAt == 0 && (Bits(card) >> 40) % 1_000 >= RejectedPerMille)
        {
            orders.Drop(card.Key);
            return;
        }

        context.Agenda.Add(AskedAt(card).Seconds, ShopEventKind.AskReturn, card.Key.ToArgument());
    }

    public void Ask(OrderCard card, Instant now)
    {
        Decide(card);
        context.Begin(now, ShopTransactionKind.Return);
        WriteReturn(context.Log.Insert(ShopCatalogue.OrderReturn), card, "requested"u8).Time(now).Null().Null();
        for (int line = 0; line < card.LineCount; line++)
        {
            if (_units[line] > 0)
            {
                context.Log.Insert(ShopCatalogue.ReturnItems)
                    .Number(context.ItemId(card.Key, line)).Number(context.OrderNumberId(card.Key)).Number(context.ItemId(card.Key, line))
                    .Number(_units[line]).Number(_refunds[line]).Text(IsDamaged(card, line) ? "damaged"u8 : "resellable"u8);
            }
        }

        context.Kpis.Returns++;
        context.Commit();
        if (card.Life.ReturnedAt == 0)
        {
            context.Agenda.Add(now.Seconds + Instant.SecondsPerDay, ShopEventKind.RejectReturn, card.Key.ToArgument());
        }
    }

    /// <summary>The return is refused, and nothing more happens to the order.</summary>
    public void Reject(OrderCard card, Instant now)
    {
        Decide(card);
        context.Begin(now, ShopTransactionKind.Return);
        WriteReturn(context.Log.Update(ShopCatalogue.OrderReturn), card, "rejected"u8).Time(AskedAt(card)).Null().Time(now)
            .WasText(4, "requested"u8).WasNull(8);
        context.Commit();
        orders.Drop(card.Key);
    }

    /// <summary>The goods are back: the order becomes Returned.</summary>
    public void Receive(OrderCard card, Instant now)
    {
        Decide(card);
        context.Begin(now, ShopTransactionKind.Return);
        WriteReturn(context.Log.Update(ShopCatalogue.OrderReturn), card, "received"u8).Time(AskedAt(card)).Time(now).Null()
            .WasText(4, "requested"u8).WasNull(7);
        TakeBack(card);
        rows.Move(
            card,
            new(OrderStatus.Delivered, 4, Instant.FromSeconds(card.Life.DeliveredAt)),
            new(OrderStatus.Returned, 5, now, ReasonOf(card)));
        loyalty.Reverse(card, _refund);
        stocks.Settle();
        context.Commit();
        long days = 1 + (long)(context.Streams.Return.At(ShopContext.Draw(card.Key) | (1UL << 51)) % 3);
        context.Agenda.Add(now.Seconds + (days * Instant.SecondsPerDay) - 3_600, ShopEventKind.RefundReturn, card.Key.ToArgument());
    }

    /// <summary>The money is back, and nothing more happens to the order.</summary>
    public void Refund(OrderCard card, Instant now)
    {
        Decide(card);
        context.Begin(now, ShopTransactionKind.Refund);
        WriteReturn(context.Log.Update(ShopCatalogue.OrderReturn), card, "refunded"u8)
            .Time(AskedAt(card)).Number(card.Life.ReturnedAt * Instant.MicrosecondsPerSecond).Time(now)
            .WasText(4, "received"u8).WasNull(8);
        if (_refund > 0)
        {
            rows.WriteRefund(
                context.Log.Insert(ShopCatalogue.Payments), card, context.OrderNumberId(card.Key), "settled"u8, _refund, now, now);
            context.Kpis.RefundedCents += _refund;
        }

        context.Commit();
        orders.Drop(card.Key);
    }

    /// <summary>After two fifths of the time between delivery and return.</summary>
    private static Instant AskedAt(OrderCard card) => card.Life.ReturnedAt == 0
        ? Instant.FromSeconds(card.Life.DeliveredAt + RejectedAfter)
        : Instant.FromSeconds(card.Life.DeliveredAt + Math.Max((card.Life.ReturnedAt - card.Life.DeliveredAt) * 2 / 5, 1));

    /// <summary>What comes back: nearly always all of it, sometimes one unit of several.</summary>
    private void Decide(OrderCard card)
    {
        bool isPart = card.Facts.Quantity > 1 && Bits(card) % 4 == 0;
        _refund = 0;
        for (int line = 0; line < card.LineCount; line++)
        {
            int quantity = card[line].Quantity;
            long total = (card.Facts.UnitPrice.Cents * quantity) - card[line].DiscountCents;
            _units[line] = !isPart ? quantity : line == 0 ? 1 : 0;
            _refunds[line] = total * _units[line] / quantity;
            _refund += _refunds[line];
        }
    }

    private void TakeBack(OrderCard card)
    {
        for (int line = 0; line < card.LineCount; line++)
        {
            int left = IsDamaged(card, line) ? 0 : _units[line];
            foreach (Allocation allocation in card.Live.Allocations)
            {
                int units = allocation.Line == line ? Math.Min(left, allocation.Units) : 0;
                if (units > 0)
                {
                    left -= units;
                    stocks.TakeBack(allocation, units, context.ItemId(card.Key, line), context.ItemId(card.Key, line));
                }
            }
        }
    }

    private ulong Bits(OrderCard card) => context.Streams.Return.At(ShopContext.Draw(card.Key) | (1UL << 50));

    private bool IsDamaged(OrderCard card, int line) => ReasonOf(card) == OrderReason.Damaged
        || context.Shop.IsDamaged.Happens(context.Streams.Return.At(ShopContext.Draw(card.Key) | ((ulong)(line + 2) << 52)));

    private OrderReason ReasonOf(OrderCard card)
    {
        int part = (int)((Bits(card) >> 8) % 100);
        return card.IsLate && part < 30 ? OrderReason.Late : (part % 20) switch
        {
            0 => OrderReason.Damaged,
            < 4 => OrderReason.WrongItem,
            < 10 => OrderReason.NotAsDescribed,
            _ => OrderReason.ChangedMind,
        };
    }

    private ShopLog WriteReturn(ShopLog log, OrderCard card, ReadOnlySpan<byte> status)
    {
        log.Number(context.OrderNumberId(card.Key)).Text(context.OrderText(card.Id)).Text(OrderRows.Text(ReasonOf(card)));
        ulong bits = Bits(card) >> 24;
        log = bits % 5 < 2 ? log.Text(Comments.Raw((int)(bits >> 8 & 0xFF) % Comments.Count)) : log.Null();
        return log.Text(status).Number(_refund);
    }
}
