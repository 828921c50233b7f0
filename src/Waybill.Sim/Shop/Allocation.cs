namespace Waybill.Sim.Shop;

/// <summary>Units of a stock's layer that are reserved or were picked for a line of an order.</summary>
/// <param name="Line">Index of the line.</param>
/// <param name="Stock">Index of the stock.</param>
/// <param name="Layer">Number of the layer.</param>
/// <param name="ReceivedAt">When the layer was received, microseconds: its place among the layers, should it come to life again.</param>
/// <param name="CostCents">What one cost.</param>
/// <param name="Units">How many.</param>
internal readonly record struct Allocation(int Line, int Stock, long Layer, long ReceivedAt, long CostCents, int Units);
