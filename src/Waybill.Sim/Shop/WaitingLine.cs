namespace Waybill.Sim.Shop;

/// <summary>A line of an order that waits for a delivery.</summary>
/// <param name="Purchase">Number of the purchase order.</param>
/// <param name="Order">The order.</param>
/// <param name="Line">Index of the line.</param>
internal readonly record struct WaitingLine(long Purchase, OrderKey Order, int Line);
