using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Shop;

/// <summary>
/// Carts. A customer who orders while an open cart of theirs exists goes on with that one; carts that nobody comes back to are
/// given up.
/// </summary>
internal sealed class CartBook(ShopContext context)
{
    private const int SweepSeconds = 3_600;
    private const int Nobody = -1;

    private readonly Dictionary<long, OpenCart> _open = [];
    private readonly Dictionary<int, long> _ofCustomer = [];
    private readonly Queue<long> _byAge = new();

    /// <summary>The cart of the order that is being placed.</summary>
    private long _ordering;
    private OpenCart _orderingCart;

    public void Clear()
    {
        _open.Clear();
        _ofCustomer.Clear();
        _byAge.Clear();
    }

    public bool HasOpenCart(int customer) => customer != Nobody && _ofCustomer.ContainsKey(customer);

    /// <summary>Begins a cart that no order follows; within the transaction of the visit.</summary>
    public void Leave(int customer, ulong session, int channel, CartItem first, CartItem? second)
    {
        long number = context.NextNumber(ShopCounter.Cart);
        var cart = new OpenCart(customer, session, channel, first.AddedAt, first);
        Write(context.Log.Insert(ShopCatalogue.Cart), number, cart, "active"u8).Null().Number(cart.CreatedAt).Null();
        WriteItem(context.Log.Insert(ShopCatalogue.CartItems), number, first);
        if (second is { } another)
        {
            WriteItem(context.Log.Insert(ShopCatalogue.CartItems), number, another);
            if (customer != Nobody)
            {
                // The shop keeps one thing for whom it knows; the other one is taken out again.
                WriteItem(context.Log.Delete(ShopCatalogue.CartItems), number, another);
            }
        }

        context.Kpis.Carts++;
        _open.Add(number, cart);
        _byAge.Enqueue(number);
        if (customer != Nobody)
        {
            _ofCustomer[customer] = number;
        }
    }

    /// <summary>Brings the cart of an order that is about to be placed to what will be ordered; within the transaction of its visit.</summary>
    /// <returns>Whether the customer came back to an open cart.</returns>
    public bool Fill(OrderCard card, Instant firstAdded)
    {
        int customer = card.Facts.Buyer;
        bool cameBack = _ofCustomer.Remove(customer, out _ordering);
        if (cameBack)
        {
            _open.Remove(_ordering, out _orderingCart);
            WriteItem(context.Log.Delete(ShopCatalogue.CartItems), _ordering, _orderingCart.Item);
        }
        else
        {
            _ordering = context.NextNumber(ShopCounter.Cart);
            _orderingCart = new OpenCart(customer, card.Session, card.Facts.Channel, firstAdded.Microseconds, default);
            context.Kpis.Carts++;
            Write(context.Log.Insert(ShopCatalogue.Cart), _ordering, _orderingCart, "active"u8).Null().Number(_orderingCart.CreatedAt).Null();
        }

        for (int line = 0; line < card.LineCount; line++)
        {
            WriteItem(
                context.Log.Insert(ShopCatalogue.CartItems),
                _ordering,
                new CartItem(card[line].Sku, card[line].Quantity, card.Facts.UnitPrice.Cents, firstAdded.Microseconds));
        }

        return cameBack;
    }

    /// <summary>Turns the filled cart into the order; within the order's transaction.</summary>
    public void Order(OrderCard card)
    {
        context.Kpis.OrderedCarts++;
        Write(context.Log.Update(ShopCatalogue.Cart), _ordering, _orderingCart, "ordered"u8).Text(context.OrderText(card.Id))
            .Number(_orderingCart.CreatedAt).Time(context.Now)
            .WasText(4, "active"u8).WasNull(5).WasNull(7);
    }

    /// <summary>Gives up what is too old, and comes back in an hour.</summary>
    public void Sweep(Instant now)
    {
        context.Begin(now, ShopTransactionKind.Upkeep);
        long newest = now.Microseconds - (context.Shop.Settings.CartHours * 3_600 * Instant.MicrosecondsPerSecond);
        while (_byAge.TryPeek(out long number))
        {
            if (_open.TryGetValue(number, out OpenCart cart))
            {
                if (cart.CreatedAt > newest)
                {
                    break;
                }

                GiveUp(number, cart);
            }

            _byAge.Dequeue();
        }

        context.Commit();
        ScheduleSweep(now);
    }

    public void ScheduleSweep(Instant now) => context.Agenda.Add(now.Seconds + SweepSeconds, ShopEventKind.SweepCarts, 0);

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(_open.Count);
        foreach ((long number, OpenCart cart) in _open.OrderBy(entry => entry.Key))
        {
            writer.WriteNumber(number);
            writer.WriteNumber(cart.Customer + 1);
            writer.WriteWords([cart.Session]);
            writer.WriteNumber(cart.Channel);
            writer.WriteNumber(cart.CreatedAt);
            writer.WriteNumber(cart.Item.Sku);
            writer.WriteNumber(cart.Item.Quantity);
            writer.WriteNumber(cart.Item.PriceCents);
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        Clear();
        ulong[] session = new ulong[1];
        for (long count = reader.ReadNumber(int.MaxValue); count > 0; count--)
        {
            long number = reader.ReadNumber();
            int customer = (int)reader.ReadNumber(int.MaxValue) - 1;
            reader.ReadWords(ref session);
            int channel = (int)reader.ReadNumber(int.MaxValue);
            long createdAt = reader.ReadNumber();
            var item = new CartItem((int)reader.ReadNumber(int.MaxValue), (int)reader.ReadNumber(int.MaxValue), reader.ReadNumber(), createdAt);
            _open.Add(number, new OpenCart(customer, session[0], channel, createdAt, item));
            _byAge.Enqueue(number);
            if (customer != Nobody)
            {
                _ofCustomer[customer] = number;
            }
        }
    }

    private void GiveUp(long number, OpenCart cart)
    {
        Write(context.Log.Update(ShopCatalogue.Cart), number, cart, "abandoned"u8).Null().Number(cart.CreatedAt).Time(context.Now)
            .WasText(4, "active"u8).WasNull(7);
        _open.Remove(number);
        if (cart.Customer != Nobody && _ofCustomer.GetValueOrDefault(cart.Customer) == number)
        {
            _ofCustomer.Remove(cart.Customer);
        }
    }

    private ShopLog Write(ShopLog log, long number, OpenCart cart, ReadOnlySpan<byte> status) => log
        .Number(context.IdBase + number).Number(cart.Customer == Nobody ? null : context.CustomerId(cart.Customer))
        .Text(context.SessionText(cart.Session)).Number(cart.Channel + 1).Text(status);

    private void WriteItem(ShopLog log, long number, CartItem item) => log
        .Number(context.IdBase + number).Number(ShopWorld.ProductId(item.Sku)).Number(item.Quantity).Number(item.PriceCents).Number(item.AddedAt);
}
