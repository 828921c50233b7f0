namespace Waybill.Sim.Shop;

/// <summary>Something in a cart.</summary>
internal readonly record struct CartItem(int Sku, int Quantity, long PriceCents, long AddedAt);
