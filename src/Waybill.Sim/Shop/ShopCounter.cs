namespace Waybill.Sim.Shop;

/// <summary>What a cell's shop numbers as it comes.</summary>
internal enum ShopCounter
{
    Movement,
    Entry,
    Activity,
    Alert,
    Purchase,
    Layer,
    Cart,
    Decline,
    Price,
}
