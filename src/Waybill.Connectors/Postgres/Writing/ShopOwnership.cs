using Waybill.Events.Shop;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>Which tables hold rows for the whole world; they are written by its first cell, and the others refer to them.</summary>
internal static class ShopOwnership
{
    private static readonly ShopTable[] Shared =
    [
        ShopCatalogue.LoyaltyTiers, ShopCatalogue.Channels, ShopCatalogue.Categories, ShopCatalogue.Suppliers, ShopCatalogue.Carriers,
        ShopCatalogue.Products, ShopCatalogue.ProductPrices, ShopCatalogue.Promotions,
    ];

    /// <summary>The cell that writes them.</summary>
    public const int FirstCell = 0;

    public static bool IsShared(ShopTable table) => Array.IndexOf(Shared, table) >= 0;
}
