namespace Waybill.Sim.Fulfilment;

/// <summary>
/// What will happen to an order, in seconds since 1970; 0 where it will not happen. A cancelled order has a cancellation
/// and perhaps an approval, any other has approval, hand-over and delivery, each at least a second after the one before.
/// </summary>
internal readonly record struct OrderLife(
    long ApprovedAt, long ShippedAt, long DeliveredAt, long ReturnedAt, long CancelledAt)
{
    /// <summary>The same life when the goods are there so many seconds later; a cancellation does not wait for them.</summary>
    public OrderLife Delayed(long seconds) => new(
        ApprovedAt, Later(ShippedAt, seconds), Later(DeliveredAt, seconds), Later(ReturnedAt, seconds), CancelledAt);

    private static long Later(long at, long seconds) => at == 0 ? 0 : at + seconds;
}
