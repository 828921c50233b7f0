namespace Waybill.Sim.Shop;

/// <summary>When and how much of a stock is ordered from its supplier, in units.</summary>
internal readonly record struct StockPolicy(int SafetyStock, int ReorderPoint, int ReorderQuantity);
