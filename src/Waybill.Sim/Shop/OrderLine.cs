namespace Waybill.Sim.Shop;

/// <summary>A line of an order.</summary>
internal struct OrderLine
{
    public int Sku;
    public int Quantity;
    public long DiscountCents;
}
