namespace Waybill.Sim.Shop;

/// <summary>What is left of one receipt.</summary>
internal struct StockLayer
{
    public long Number;
    public long ReceivedAt;
    public long CostCents;
    public int Left;
    public int Reserved;

    /// <summary>Index of the next younger layer of the stock; -1 at the end.</summary>
    public int Next;

    public readonly int Free => Left - Reserved;

    public readonly bool IsBefore(long receivedAt, long number) =>
        ReceivedAt != receivedAt ? ReceivedAt < receivedAt : Number < number;
}
