using Waybill.Events.Feeds;
using Waybill.Events.Values;

namespace Waybill.Sim.Shop;

/// <summary>Where an order stands: the columns of orders that its moves change.</summary>
/// <param name="Status">The state.</param>
/// <param name="No">Its number in the order's life, from 1.</param>
/// <param name="At">Since when.</param>
/// <param name="Reason">Why; <see cref="OrderReason.None"/> for moves that need no reason.</param>
internal readonly record struct OrderState(OrderStatus Status, int No, Instant At, OrderReason Reason = OrderReason.None);
