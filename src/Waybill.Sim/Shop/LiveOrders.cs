using Waybill.Sim.Kernel;

namespace Waybill.Sim.Shop;

/// <summary>The orders of a cell to which something may still happen.</summary>
internal sealed class LiveOrders
{
    private readonly Dictionary<OrderKey, LiveOrder> _orders = [];
    private readonly Stack<LiveOrder> _free = [];
    private readonly List<WaitingLine> _waiting = [];

    /// <summary>Lines that wait for deliveries, in the order in which they were promised.</summary>
    public List<WaitingLine> Waiting => _waiting;

    public void Clear()
    {
        foreach (LiveOrder order in _orders.Values)
        {
            _free.Push(order);
        }

        _orders.Clear();
        _waiting.Clear();
    }

    /// <summary>An order that is not in the book yet; <see cref="Keep"/> puts it there.</summary>
    public LiveOrder New()
    {
        LiveOrder order = _free.Count > 0 ? _free.Pop() : new LiveOrder();
        order.Clear();
        return order;
    }

    public void Keep(OrderKey key, LiveOrder order) => _orders.Add(key, order);

    public LiveOrder? Find(OrderKey key) => _orders.GetValueOrDefault(key);

    public LiveOrder this[OrderKey key] => _orders[key];

    public void Drop(OrderKey key)
    {
        if (_orders.Remove(key, out LiveOrder? order))
        {
            _free.Push(order);
        }
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(_orders.Count);
        foreach ((OrderKey key, LiveOrder order) in _orders.OrderBy(entry => entry.Key.Bits))
        {
            writer.WriteNumber(key.Bits);
            writer.WriteNumber(order.SoldAt);
            writer.WriteNumber(order.Tier);
            writer.WriteNumber(order.Coupon);
            writer.WriteNumber(order.Redeemed);
            writer.WriteNumber(order.Earned);
            writer.WriteNumber(order.Address);
            writer.WriteNumber(order.Delay);
            writer.WriteNumber(order.Allocations.Count);
            foreach (Allocation allocation in order.Allocations)
            {
                writer.WriteNumber(allocation.Line);
                writer.WriteNumber(allocation.Stock);
                writer.WriteNumber(allocation.Layer);
                writer.WriteNumber(allocation.ReceivedAt);
                writer.WriteNumber(allocation.CostCents);
                writer.WriteNumber(allocation.Units);
            }
        }

        writer.WriteNumber(_waiting.Count);
        foreach (WaitingLine line in _waiting)
        {
            writer.WriteNumber(line.Purchase);
            writer.WriteNumber(line.Order.Bits);
            writer.WriteNumber(line.Line);
        }
    }

    /// <param name="reader">The snapshot.</param>
    /// <param name="stocks">How many stocks there are.</param>
    public void Load(ref SnapshotReader reader, int stocks)
    {
        Clear();
        for (long count = reader.ReadNumber(int.MaxValue); count > 0; count--)
        {
            var key = new OrderKey(reader.ReadNumber());
            LiveOrder order = New();
            order.SoldAt = reader.ReadNumber();
            order.Tier = (int)reader.ReadNumber(7);
            order.Coupon = (int)reader.ReadNumber(LiveOrder.CampaignCoupon);
            order.Redeemed = (int)reader.ReadNumber(int.MaxValue);
            order.Earned = reader.ReadNumber();
            order.Address = (int)reader.ReadNumber(CustomerBook.MostAddresses);
            order.Delay = reader.ReadNumber();
            for (long left = reader.ReadNumber(int.MaxValue); left > 0; left--)
            {
                order.Allocations.Add(new Allocation(
                    (int)reader.ReadNumber(OrderCard.MostLines - 1),
                    (int)reader.ReadNumber(stocks - 1),
                    reader.ReadNumber(),
                    reader.ReadNumber(),
                    reader.ReadNumber(),
                    (int)reader.ReadNumber(int.MaxValue)));
            }

            Keep(key, order);
        }

        for (long count = reader.ReadNumber(int.MaxValue); count > 0; count--)
        {
            _waiting.Add(new WaitingLine(
                reader.ReadNumber(), new OrderKey(reader.ReadNumber()), (int)reader.ReadNumber(OrderCard.MostLines - 1)));
        }
    }
}
