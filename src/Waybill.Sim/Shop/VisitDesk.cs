using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Commerce;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Shop;

/// <summary>
/// Visits: those that end with an order, and beside each order so many that leave a cart behind or only look that conversion and
/// abandonment are those of the knobs. A visit is logged when it is over.
/// </summary>
internal sealed class VisitDesk(
    ShopContext context, OrderBook book, CustomerBook customers, CartBook carts, WishBook wishes, VisitWriter visit)
{
    private const int MostPlanned = 31;
    private const int CartVisit = 32;
    private const int MostTries = 256;
    private const int SecondsAround = 3_600;
    private const long Whole = 1_000_000;
    private const ulong Anonymous = 1UL << 40;

    /// <summary>Cart visits and looks that are due, in parts per million.</summary>
    private long _dueCarts;
    private long _dueLooks;

    public void Clear() => (_dueCarts, _dueLooks) = (0, 0);

    /// <summary>Plans the visits beside an order that is placed or lost.</summary>
    public void Plan(OrderKey key, Instant now)
    {
        _dueCarts += context.Shop.AbandonedCarts;
        _dueLooks += context.Shop.TrackedLooks;
        int cartVisits = Take(ref _dueCarts);
        int looks = Take(ref _dueLooks);
        for (int i = 0; i < cartVisits; i++)
        {
            Schedule(key, CartVisit + i, now);
        }

        for (int i = 0; i < looks; i++)
        {
            Schedule(key, i, now);
        }
    }

    /// <summary>The visit that ends with this order: a transaction of its own just before the order's.</summary>
    public void Order(OrderCard card, Instant soldAt, Instant now)
    {
        ulong draw = ShopContext.Draw(card.Key) | (1UL << 50);
        ulong bits = context.Streams.Visit.At(draw);
        int buyer = card.Facts.Buyer;
        visit.Clear();
        LookAround(card[0].Sku, bits, draw);
        for (int line = 0; line < card.LineCount; line++)
        {
            visit.Add(VisitStepKind.View, card[line].Sku);
            visit.Add(VisitStepKind.AddToCart, card[line].Sku, card[line].Quantity);
        }

        ChangeMind(bits >> 8, draw);
        visit.Add(VisitStepKind.Checkout, card[0].Sku);
        visit.EndAt(soldAt, draw);
        context.Begin(now, ShopTransactionKind.Visit);
        visit.Write(new Visitor(buyer, card.Device, context.IsTracked((ulong)buyer)), card.Session, card.Facts.Channel, draw);
        if (carts.Fill(card, visit.FirstAdded))
        {
            _dueCarts += Whole;
        }

        wishes.Fulfil(buyer, card);
        context.Commit();
    }

    /// <summary>The visit of a customer who wanted what was out of stock.</summary>
    public void Lose(OrderCard card, Instant now)
    {
        int buyer = card.Facts.Buyer;
        ulong draw = ShopContext.Draw(card.Key) | (1UL << 51);
        visit.Clear();
        LookAround(card[0].Sku, context.Streams.Visit.At(draw), draw);
        visit.Add(VisitStepKind.View, card[0].Sku);
        visit.EndAt(now, draw);
        context.Begin(now, ShopTransactionKind.Visit);
        int customer = customers.IsRegistered(buyer) ? buyer : Visitor.Nobody;
        visit.Write(new Visitor(customer, card.Device, context.IsTracked((ulong)buyer)), card.Session, card.Facts.Channel, draw);
        context.Commit();
    }

    /// <summary>A planned visit is over.</summary>
    public void End(OrderKey beside, int index, Instant now)
    {
        bool leavesCart = index >= CartVisit;
        ulong draw = (ShopContext.Draw(beside) << 6) | (uint)index;
        ulong bits = context.Streams.Visit.At(draw);
        Visitor visitor = leavesCart ? DrawVisitor(draw, bits, mustBeTracked: false) : DrawVisitor(draw, bits, mustBeTracked: true);
        int channel = context.World.Channels.Draw(context.Streams.Visit.At(draw | (1UL << 61)));
        ulong session = context.Streams.Session.At(draw | (1UL << 61));
        int sku = DrawSku(context.Streams.Visit.At(draw | (1UL << 60)));
        visit.Clear();
        LookAround(sku, bits, draw);
        visit.Add(VisitStepKind.View, sku);
        if (leavesCart && !carts.HasOpenCart(visitor.Customer))
        {
            LeaveCart(visitor, channel, session, sku, bits, draw, now);
            return;
        }

        _dueCarts += leavesCart ? Whole : 0;
        visit.EndAt(now, draw);
        context.Begin(now, ShopTransactionKind.Visit);
        visit.Write(visitor, session, channel, draw);
        if (!leavesCart && visitor.Customer != Visitor.Nobody && (bits >> 50) % 12 == 0)
        {
            wishes.Wish(visitor.Customer, sku);
        }

        context.Commit();
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(_dueCarts);
        writer.WriteNumber(_dueLooks);
    }

    public void Load(ref SnapshotReader reader) => (_dueCarts, _dueLooks) = (reader.ReadNumber(), reader.ReadNumber());

    private static int Take(ref long due)
    {
        int taken = (int)Math.Min(due / Whole, MostPlanned);
        due -= taken * Whole;
        return taken;
    }

    private void Schedule(OrderKey key, int index, Instant now)
    {
        ulong bits = context.Streams.Visit.At((ShopContext.Draw(key) << 6) | (uint)index | (1UL << 59));
        context.Agenda.Add(now.Seconds + 1 + (long)(bits % SecondsAround), ShopEventKind.VisitEnds, key.ToArgument(index));
    }

    private void LeaveCart(Visitor visitor, int channel, ulong session, int sku, ulong bits, ulong draw, Instant now)
    {
        int quantity = (bits >> 40) % 10 == 0 ? 2 : 1;
        visit.Add(VisitStepKind.AddToCart, sku, quantity);
        int other = DrawSku(context.Streams.Visit.At(draw | (1UL << 58)));
        bool hasSecond = (bits >> 44) % 10 < 3 && other != sku;
        if (hasSecond)
        {
            visit.Add(VisitStepKind.View, other);
            visit.Add(VisitStepKind.AddToCart, other, 1);
            if (visitor.Customer != Visitor.Nobody)
            {
                visit.Add(VisitStepKind.Remove, other, 1);
            }
        }

        if ((bits >> 48) % 10 < 3)
        {
            visit.Add(VisitStepKind.Checkout, sku);
        }

        visit.EndAt(now, draw);
        context.Begin(now, ShopTransactionKind.Visit);
        visit.Write(visitor, session, channel, draw);
        long addedAt = visit.FirstAdded.Microseconds;
        carts.Leave(
            visitor.Customer,
            session,
            channel,
            new CartItem(sku, quantity, PriceOf(sku, channel), addedAt),
            hasSecond ? new CartItem(other, 1, PriceOf(other, channel), addedAt) : null);
        context.Commit();
    }

    private long PriceOf(int sku, int channel) =>
        context.World.Channels.PriceCents(channel, context.World.Products[sku / ShopWorld.IdsPerProduct].PriceCents);

    /// <summary>A search and a few looks before the thing itself, as people find their way.</summary>
    private void LookAround(int sku, ulong bits, ulong draw)
    {
        if (bits % 10 < 6)
        {
            visit.Add(VisitStepKind.Search, sku);
        }

        int looks = (int)((bits >> 4) % 16) switch
        {
            < 7 => 0,
            < 12 => 1,
            < 15 => 2,
            _ => 4,
        };
        for (int i = 0; i < looks; i++)
        {
            visit.Add(VisitStepKind.View, DrawSku(context.Streams.Visit.At((draw + (ulong)i) ^ (1UL << 57))));
        }
    }

    /// <summary>Some put another thing into the cart and take it out again.</summary>
    private void ChangeMind(ulong bits, ulong draw)
    {
        if (bits % 16 == 0)
        {
            int other = DrawSku(context.Streams.Visit.At(draw ^ (1UL << 56)));
            visit.Add(VisitStepKind.AddToCart, other, 1);
            visit.Add(VisitStepKind.Remove, other, 1);
        }
    }

    private int DrawSku(ulong bits)
    {
        int product = context.World.Products.Draw(bits);
        return (product * ShopWorld.IdsPerProduct) + context.Shop.DrawVariant(product, bits * 0x9E37_79B9_7F4A_7C15);
    }

    /// <summary>A customer who is logged in, or a stranger. Where only tracked visits matter, others are passed over.</summary>
    private Visitor DrawVisitor(ulong draw, ulong bits, bool mustBeTracked)
    {
        bool isLoggedIn = context.Shop.LoggedIn.Happens(bits);
        for (int attempt = 0; attempt < MostTries; attempt++)
        {
            ulong again = context.Streams.Customer.At((draw << 8) + (ulong)attempt + (1UL << 63));
            int customer = book.DrawBuyer(again);
            bool isKnown = isLoggedIn && customers.IsRegistered(customer);
            ulong stranger = Anonymous | ((ulong)context.World.Scenario.CustomersPerCell * 4 * (again & 0xFFFF_FFFF) >> 32);
            bool isTracked = context.IsTracked(isKnown ? (ulong)customer : stranger);
            if (isTracked || !mustBeTracked)
            {
                ulong device = isKnown
                    ? context.Buyers.Honest.UsualDevice(customer, again >> 32)
                    : context.Streams.Device.At(stranger);
                return new Visitor(isKnown ? customer : Visitor.Nobody, device, isTracked);
            }
        }

        return new Visitor(Visitor.Nobody, context.Streams.Device.At(Anonymous), IsTracked: false);
    }
}
