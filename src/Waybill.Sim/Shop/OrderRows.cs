using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Shop;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Shop.Buyers;

namespace Waybill.Sim.Shop;

/// <summary>Writes the rows of an order: itself, its history, items, payments and shipment.</summary>
internal sealed class OrderRows(ShopContext context)
{
    private static readonly TextTable Reasons = new(
        ["", "payment_failed", "customer_request", "address_unclear", "damaged", "wrong_item", "not_as_described", "changed_mind", "late"]);

    private static readonly TextTable Notes = new(
    [
        "Please call before delivery.", "Leave it with the neighbour, house 12.", "Gọi trước khi giao giúp mình.",
        "Gift: please no invoice in the box.", "Giao giờ hành chính.", "Ring twice, the bell is weak.",
    ]);

    private static readonly TextTable Bins = new(
    [
        "411111", "422061", "436438", "451299", "466507", "470132", "483591", "493827", "512345", "520473", "531102", "542288",
        "545610", "552433", "558920", "353011", "356789", "620001", "621977", "970405", "970415", "970422", "970436", "97041801",
    ]);

    private static readonly TextTable DeclineReasons =
        new(["insufficient_funds", "do_not_honor", "expired_card", "incorrect_cvc", "limit_exceeded"]);

    private static readonly TextTable Methods = new(["card", "wallet", "bank_transfer", "cash_on_delivery"]);

    /// <summary>Why, as the reason of a status or return.</summary>
    public static ReadOnlySpan<byte> Text(OrderReason reason) => Reasons.Raw((int)reason);

    public void InsertOrder(OrderCard card)
    {
        var pending = new OrderState(OrderStatus.Pending, 1, card.SoldAt);
        WriteOrder(context.Log.Insert(ShopCatalogue.Orders), card, pending);
        WriteHistory(context.Log.InsertDerived(ShopCatalogue.OrderStatusHistory), card, null, pending);
        for (int line = 0; line < card.LineCount; line++)
        {
            ref OrderLine item = ref card[line];
            long price = card.Facts.UnitPrice.Cents;
            context.Log.Insert(ShopCatalogue.OrderItems)
                .Number(context.ItemId(card.Key, line)).Text(context.OrderText(card.Id)).Number(line + 1)
                .Number(ShopWorld.ProductId(item.Sku)).Number(context.WarehouseId(card.House))
                .Number(item.Quantity).Number(price).Number(item.DiscountCents).Number((price * item.Quantity) - item.DiscountCents);
        }
    }

    /// <summary>Moves an order: a row of its history, and what follows from it.</summary>
    public void Move(OrderCard card, OrderState from, OrderState to)
    {
        WriteHistory(context.Log.Insert(ShopCatalogue.OrderStatusHistory), card, from, to);
        ShopLog log = WriteOrder(context.Log.UpdateDerived(ShopCatalogue.Orders), card, to)
            .WasText(11, FeedVocabulary.Statuses.Raw((int)from.Status)).WasNumber(12, from.No).WasNumber(13, from.At.Microseconds);
        if (to.Reason != from.Reason)
        {
            log.WasNull(14);
        }
    }

    /// <summary>The payment that pays an order, in some state.</summary>
    public ShopLog WriteCharge(ShopLog log, OrderCard card, ReadOnlySpan<byte> status, Instant attemptedAt, Instant? settledAt) =>
        WriteEnd(
            WriteCard(WriteStart(log, card, context.ChargeId(card.Key), "charge"u8, null, status, card.TotalCents), card, card.Declines()).Null(),
            card,
            attemptedAt,
            settledAt);

    /// <summary>Moves the payment that pays an order from authorized to another state.</summary>
    public void MoveCharge(OrderCard card, ReadOnlySpan<byte> status, Instant? settledAt)
    {
        ShopLog log = WriteCharge(context.Log.Update(ShopCatalogue.Payments), card, status, card.SoldAt, settledAt)
            .WasText(5, "authorized"u8);
        if (settledAt is not null)
        {
            log.WasNull(12);
        }
    }

    /// <summary>An attempt to pay that the bank refused.</summary>
    public void InsertDecline(OrderCard card, int attempt, Instant at)
    {
        ulong bits = card.DeclineBits(attempt);
        context.Kpis.Declined++;
        ShopLog log = WriteStart(
            context.Log.Insert(ShopCatalogue.Payments), card, context.NextDeclineId(), "charge"u8, null, "declined"u8, card.TotalCents);
        WriteEnd(WriteCard(log, card, attempt).Text(DeclineReasons.Raw((int)(bits >> 20 & 0xFF) % DeclineReasons.Count)), card, at, null);
    }

    /// <summary>The refund of an order, for its return or its cancellation.</summary>
    public ShopLog WriteRefund(
        ShopLog log, OrderCard card, long? returnId, ReadOnlySpan<byte> status, long cents, Instant at, Instant? settledAt) =>
        WriteEnd(
            WriteCard(WriteStart(log, card, context.RefundId(card.Key), "refund"u8, returnId, status, cents), card, card.Declines()).Null(),
            card,
            at,
            settledAt);

    public ShopLog WriteShipment(ShopLog log, OrderCard card, in ShipmentTimes times) => log
        .Number(context.OrderNumberId(card.Key)).Text(context.OrderText(card.Id)).Number(context.WarehouseId(card.House))
        .Number(card.Facts.Carrier + 1).Text(Tracking(card)).Text(times.Status)
        .Number(card.Facts.Weight.Grams).Number(card.ShippingCost.Cents)
        .Number(times.CreatedAt).Number(times.PackedAt).Number(times.HandedOverAt).Number(times.DeliveredAt).Time(card.PromisedAt);

    public void InsertShipmentEvent(OrderCard card, int number, ReadOnlySpan<byte> name, int city, Instant at, Instant recordedAt) =>
        context.Log.Insert(ShopCatalogue.ShipmentEvents)
            .Number(context.OrderNumberId(card.Key)).Number(number).Text(name)
            .Text(context.World.Vocabulary.Cities.Raw(city)).Time(at).Time(recordedAt);

    private ShopLog WriteOrder(ShopLog log, OrderCard card, OrderState state)
    {
        log.Text(context.OrderText(card.Id)).Number(context.CustomerId(card.Facts.Buyer)).Number(card.Facts.Channel + 1)
            .Number(context.AddressId(card.Facts.Buyer, card.Live.Address))
            .Number(card.PromotionId)
            .Text(context.SessionText(card.Session)).Text(context.DeviceText(card.Device))
            .Number(card.SubtotalCents).Number(card.DiscountCents).Number(card.FeeCents).Number(card.TotalCents)
            .Text(FeedVocabulary.Statuses.Raw((int)state.Status)).Number(state.No).Time(state.At);
        WriteReason(log, state.Reason).Time(card.SoldAt).Time(card.PromisedAt);
        return (card.Session & 63) == 0 ? log.Text(Notes.Raw((int)(card.Session >> 8 & 0xFF) % Notes.Count)) : log.Null();
    }

    private void WriteHistory(ShopLog log, OrderCard card, OrderState? from, OrderState to)
    {
        log.Text(context.OrderText(card.Id)).Number(to.No);
        if (from is { } before)
        {
            log.Text(FeedVocabulary.Statuses.Raw((int)before.Status));
        }
        else
        {
            log.Null();
        }

        WriteReason(log.Text(FeedVocabulary.Statuses.Raw((int)to.Status)).Time(to.At), to.Reason);
    }

    private static ShopLog WriteReason(ShopLog log, OrderReason reason) => reason == OrderReason.None ? log.Null() : log.Text(Text(reason));

    private ShopLog WriteStart(
        ShopLog log, OrderCard card, long id, ReadOnlySpan<byte> kind, long? returnId, ReadOnlySpan<byte> status, long cents) => log
        .Number(id).Text(context.OrderText(card.Id)).Text(kind).Number(returnId).Text(Methods.Raw((int)card.Method)).Text(status).Number(cents);

    private ShopLog WriteCard(ShopLog log, OrderCard card, int attempt)
    {
        if (card.Method != PayMethod.Card)
        {
            return log.Null().Null();
        }

        PaymentCard plastic = card.CardOf(attempt);
        return log.Text(Bins.Raw(plastic.Bin % Bins.Count)).Text(context.Texts.Begin().AddPadded(plastic.LastFour, 4).End());
    }

    private ShopLog WriteEnd(ShopLog log, OrderCard card, Instant attemptedAt, Instant? settledAt) => log
        .Text(context.DeviceText(card.Device)).Time(attemptedAt).Number(settledAt?.Microseconds);

    /// <summary>The carrier's letters, the cell and the order's number: no two parcels share one.</summary>
    private ReadOnlySpan<byte> Tracking(OrderCard card)
    {
        string carrier = context.World.Scenario.Carriers[card.Facts.Carrier].Name;
        context.Texts.Begin();
        foreach (char letter in carrier)
        {
            if (char.IsAsciiLetterUpper(letter))
            {
                context.Texts.Add([(byte)letter]);
            }
        }

        return context.Texts.AddPadded(context.Cell, 4).Add("-"u8).Add(card.Key.Number).End();
    }
}
