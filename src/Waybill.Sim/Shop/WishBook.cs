using Waybill.Events.Shop;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Shop;

/// <summary>Wish lists: one thing a customer, replaced by the next one and taken off when it is bought.</summary>
internal sealed class WishBook(ShopContext context)
{
    private readonly Dictionary<int, (int Sku, long AddedAt)> _wishes = [];

    public void Clear() => _wishes.Clear();

    /// <summary>Puts a variant on a customer's list; within a transaction.</summary>
    public void Wish(int customer, int sku)
    {
        if (_wishes.TryGetValue(customer, out (int Sku, long AddedAt) old))
        {
            if (old.Sku == sku)
            {
                return;
            }

            Write(context.Log.Delete(ShopCatalogue.Wishlist), customer, old);
        }

        (int, long) wish = (sku, context.Now.Microseconds);
        _wishes[customer] = wish;
        Write(context.Log.Insert(ShopCatalogue.Wishlist), customer, wish);
    }

    /// <summary>Takes off what is in an order; within a transaction.</summary>
    public void Fulfil(int customer, OrderCard card)
    {
        if (!_wishes.TryGetValue(customer, out (int Sku, long AddedAt) wish))
        {
            return;
        }

        for (int line = 0; line < card.LineCount; line++)
        {
            if (card[line].Sku == wish.Sku)
            {
                _wishes.Remove(customer);
                Write(context.Log.Delete(ShopCatalogue.Wishlist), customer, wish);
                return;
            }
        }
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(_wishes.Count);
        foreach ((int customer, (int sku, long addedAt)) in _wishes.OrderBy(entry => entry.Key))
        {
            writer.WriteNumber(customer);
            writer.WriteNumber(sku);
            writer.WriteNumber(addedAt);
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        Clear();
        for (long count = reader.ReadNumber(int.MaxValue); count > 0; count--)
        {
            _wishes.Add((int)reader.ReadNumber(int.MaxValue), ((int)reader.ReadNumber(int.MaxValue), reader.ReadNumber()));
        }
    }

    private void Write(ShopLog log, int customer, (int Sku, long AddedAt) wish)
    {
        log.Number(context.CustomerId(customer)).Number(ShopWorld.ProductId(wish.Sku)).Number(wish.AddedAt);
        if (wish.AddedAt % 5 == 0)
        {
            log.Text("For later"u8);
        }
        else
        {
            log.Null();
        }
    }
}
