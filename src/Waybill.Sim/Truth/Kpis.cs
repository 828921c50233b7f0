using Waybill.Events.Feeds;
using Waybill.Events.Values;

namespace Waybill.Sim.Truth;

/// <summary>
/// Exact counters of what truly happened, from the first day up to the last one simulated. Sums only: two parts of a world
/// are added field by field.
/// </summary>
public sealed class Kpis
{
    private const int StatusCount = 6;
    private const int FixedCounters = 11;
    private readonly long[] _byStatus = new long[StatusCount];

    /// <summary>Orders placed.</summary>
    public long Orders { get; private set; }

    public long Items { get; private set; }

    /// <summary>Unit price × quantity of all orders placed, without freight.</summary>
    public long GmvCents { get; private set; }

    public long ShippingCents { get; private set; }

    /// <summary>Orders ever delivered, returned ones included.</summary>
    public long Delivered { get; private set; }

    public long DeliveredGmvCents { get; private set; }

    public long Cancelled { get; private set; }

    public long CancelledGmvCents { get; private set; }

    public long Returned { get; private set; }

    public long ReturnedGmvCents { get; private set; }

    /// <summary>Sum over delivered orders of delivery minus placing.</summary>
    public long LeadTimeMicroseconds { get; private set; }

    /// <summary>Delivered not after the promised moment.</summary>
    public long OnTime { get; private set; }

    /// <summary>Orders that have this status now.</summary>
    public long CurrentlyIn(OrderStatus status) => _byStatus[(int)status];

    public void Add(Kpis part)
    {
        ArgumentNullException.ThrowIfNull(part);
        long[] sums = ToArray();
        long[] parts = part.ToArray();
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += parts[i];
        }

        Load(sums);
    }

    public void Clear() => Load(new long[FixedCounters + 1 + StatusCount]);

    /// <summary>All counters in a fixed order, for the snapshot.</summary>
    public long[] ToArray() =>
    [
        Orders, Items, GmvCents, ShippingCents, Delivered, DeliveredGmvCents, Cancelled, CancelledGmvCents, Returned,
        ReturnedGmvCents, LeadTimeMicroseconds, OnTime, .. _byStatus,
    ];

    /// <summary>Takes the counters from <see cref="ToArray"/>.</summary>
    public void Load(ReadOnlySpan<long> counters)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(counters.Length, FixedCounters + 1 + StatusCount);
        (Orders, Items, GmvCents, ShippingCents) = (counters[0], counters[1], counters[2], counters[3]);
        (Delivered, DeliveredGmvCents) = (counters[4], counters[5]);
        (Cancelled, CancelledGmvCents) = (counters[6], counters[7]);
        (Returned, ReturnedGmvCents) = (counters[8], counters[9]);
        (LeadTimeMicroseconds, OnTime) = (counters[10], counters[11]);
        counters[12..].CopyTo(_byStatus);
    }

    internal void Place(int quantity, Money value, Money shipping)
    {
        Orders++;
        Items += quantity;
        GmvCents += value.Cents;
        ShippingCents += shipping.Cents;
        _byStatus[(int)OrderStatus.Pending]++;
    }

    internal void Move(OrderStatus from, OrderStatus to)
    {
        _byStatus[(int)from]--;
        _byStatus[(int)to]++;
    }

    internal void Deliver(Money value, long leadTimeMicroseconds, bool onTime)
    {
        Move(OrderStatus.Shipped, OrderStatus.Delivered);
        Delivered++;
        DeliveredGmvCents += value.Cents;
        LeadTimeMicroseconds += leadTimeMicroseconds;
        OnTime += onTime ? 1 : 0;
    }

    internal void Cancel(OrderStatus from, Money value)
    {
        Move(from, OrderStatus.Cancelled);
        Cancelled++;
        CancelledGmvCents += value.Cents;
    }

    internal void Return(Money value)
    {
        Move(OrderStatus.Delivered, OrderStatus.Returned);
        Returned++;
        ReturnedGmvCents += value.Cents;
    }
}
