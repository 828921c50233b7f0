namespace Waybill.Sim.Fulfilment;

/// <summary>
/// What will happen to an order, in seconds since 1970; 0 where it will not happen. A cancelled order has a cancellation
/// and perhaps an approval, any other has approval, hand-over and delivery, each at least a second after the one before.
/// </summary>
internal readonly record struct OrderLife(
    long ApprovedAt, long ShippedAt, long DeliveredAt, long ReturnedAt, long CancelledAt);
