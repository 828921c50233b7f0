namespace Waybill.Sim.Shop;

/// <summary>Goods under way from a supplier; times in seconds since 1970.</summary>
/// <param name="Stock">Index of the stock.</param>
/// <param name="Units">How many.</param>
/// <param name="CostCents">What one costs.</param>
/// <param name="OrderedAt">When it was sent, in microseconds.</param>
/// <param name="ExpectedAt">When the supplier means to deliver.</param>
/// <param name="ArrivesAt">When it will be there, which nobody knows yet.</param>
/// <param name="Promised">Units promised to orders that wait.</param>
internal readonly record struct PurchaseOrder(int Stock, int Units, long CostCents, long OrderedAt, long ExpectedAt, long ArrivesAt, int Promised);
