namespace Waybill.Sim.Truth;

/// <summary>Exact counters of what truly happened in the shops. Sums only: parts of a world are added field by field.</summary>
public sealed class ShopKpis
{
    private const int Counters = 27;
    private readonly long[] _values = new long[Counters];

    public long Orders { get => _values[0]; private set => _values[0] = value; }

    /// <summary>Price of goods of all orders placed, before discounts.</summary>
    public long GmvCents { get => _values[1]; private set => _values[1] = value; }

    public long DiscountCents { get => _values[2]; private set => _values[2] = value; }

    /// <summary>What customers pay for shipping.</summary>
    public long FeeCents { get => _values[3]; private set => _values[3] = value; }

    public long CapturedCents { get => _values[4]; internal set => _values[4] = value; }

    /// <summary>Refunds of returns and of cancelled orders, pending ones included.</summary>
    public long RefundedCents { get => _values[5]; internal set => _values[5] = value; }

    /// <summary>Attempts to pay, declined ones included.</summary>
    public long Attempts { get => _values[6]; internal set => _values[6] = value; }

    public long Declined { get => _values[7]; internal set => _values[7] = value; }

    /// <summary>Sales that were lost because nothing was left.</summary>
    public long LostSales { get => _values[8]; internal set => _values[8] = value; }

    /// <summary>Orders that waited for goods on their way.</summary>
    public long DelayedOrders { get => _values[9]; private set => _values[9] = value; }

    public long OnHand { get => _values[10]; private set => _values[10] = value; }

    public long Reserved { get => _values[11]; internal set => _values[11] = value; }

    public long StockValueCents { get => _values[12]; private set => _values[12] = value; }

    /// <summary>Cost of what was picked, by FIFO.</summary>
    public long PickedCostCents { get => _values[13]; private set => _values[13] = value; }

    public long PurchaseOrders { get => _values[14]; internal set => _values[14] = value; }

    public long Alerts { get => _values[15]; internal set => _values[15] = value; }

    public long Carts { get => _values[16]; internal set => _values[16] = value; }

    public long OrderedCarts { get => _values[17]; internal set => _values[17] = value; }

    /// <summary>Visits that were played: all that ended with an order or a cart, and the tracked ones of the others.</summary>
    public long Visits { get => _values[18]; internal set => _values[18] = value; }

    public long Customers { get => _values[19]; internal set => _values[19] = value; }

    /// <summary>Points that customers have.</summary>
    public long Points { get => _values[20]; internal set => _values[20] = value; }

    public long TierChanges { get => _values[21]; internal set => _values[21] = value; }

    /// <summary>Returns that were asked for.</summary>
    public long Returns { get => _values[22]; internal set => _values[22] = value; }

    public long Reviews { get => _values[23]; internal set => _values[23] = value; }

    /// <summary>Sum of the ratings.</summary>
    public long Stars { get => _values[24]; internal set => _values[24] = value; }

    /// <summary>Units received, returned ones included.</summary>
    public long ReceivedUnits { get => _values[25]; private set => _values[25] = value; }

    /// <summary>Units that were missing when stock was counted.</summary>
    public long LostUnits { get => _values[26]; private set => _values[26] = value; }

    public void Add(ShopKpis part)
    {
        ArgumentNullException.ThrowIfNull(part);
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] += part._values[i];
        }
    }

    public void Clear() => Array.Clear(_values);

    /// <summary>All counters in a fixed order, for the snapshot.</summary>
    public long[] ToArray() => [.. _values];

    /// <summary>Takes the counters from <see cref="ToArray"/>.</summary>
    public void Load(ReadOnlySpan<long> counters)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(counters.Length, Counters);
        counters.CopyTo(_values);
    }

    internal void Place(long gmvCents, long discountCents, long feeCents, bool isDelayed)
    {
        Orders++;
        GmvCents += gmvCents;
        DiscountCents += discountCents;
        FeeCents += feeCents;
        DelayedOrders += isDelayed ? 1 : 0;
    }

    internal void Receive(int units, long cents)
    {
        ReceivedUnits += units;
        OnHand += units;
        StockValueCents += cents;
    }

    internal void Lose(int units, long cents)
    {
        LostUnits += units;
        OnHand -= units;
        StockValueCents -= cents;
    }

    internal void Pick(int units, long cents)
    {
        OnHand -= units;
        Reserved -= units;
        StockValueCents -= cents;
        PickedCostCents += cents;
    }
}
