namespace Waybill.Events.Shop;

/// <summary>What a change does to a row.</summary>
public enum ShopOp : byte
{
    Insert,
    Update,
    Delete,
}
