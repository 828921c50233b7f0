namespace Waybill.Sim.Shop;

/// <summary>A stock that the open transaction changes, as it was.</summary>
internal readonly record struct TouchedStock(int Stock, int OnHand, int Reserved, long ValueCents);
