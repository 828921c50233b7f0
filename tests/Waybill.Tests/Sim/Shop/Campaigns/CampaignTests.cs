using Waybill.Events.Shop;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Shop.Campaigns;

/// <summary>What the days of a calendar leave behind in a shop's tables.</summary>
public sealed class CampaignTests
{
    private readonly BusyFortnight _shop = BusyFortnight.Shared;

    private List<ShopRow> SaleOrders => [.. _shop.Orders.Where(order => PromotionOf(order)?.Text("name") == "Noon Rush")];

    [Fact, Long]
    public void Stock_money_and_points_add_up_at_every_commit()
    {
        var tables = new ShopTables();
        var invariants = new ShopInvariants(tables);

        foreach ((_, _, byte[] log) in _shop.Shops.Logs)
        {
            tables.Apply(log, invariants.Check);
        }

        invariants.CheckEverything();
    }

    [Fact]
    public void Every_item_has_the_price_that_held_when_it_was_ordered()
    {
        var prices = _shop.Tables[ShopCatalogue.ProductPrices].Values.ToLookup(price => (price.Number("product_id"), price.Number("channel_id")));
        var orders = _shop.Orders.ToDictionary(order => order.Key);

        foreach (ShopRow item in _shop.Tables[ShopCatalogue.OrderItems].Values)
        {
            ShopRow order = orders[item.Text("order_id")];
            long at = order.Number("ordered_at");
            ShopRow price = Assert.Single(prices[(item.Number("product_id"), order.Number("channel_id"))],
                row => row.Number("valid_from") <= at && (row["valid_to"] is not long end || at < end));
            Assert.Equal(price.Number("price"), item.Number("unit_price"));
        }
    }

    [Fact]
    public void A_promotion_is_used_only_while_it_runs_and_where_it_counts()
    {
        ShopRow[] used = [.. _shop.Orders.Where(order => PromotionOf(order) is not null)];

        Assert.NotEmpty(used);
        foreach (ShopRow order in used)
        {
            ShopRow promotion = PromotionOf(order)!; // just looked at
            Assert.InRange(order.Number("ordered_at"), promotion.Number("starts_at"), promotion.Number("ends_at") - 1);
            Assert.True(promotion["channel_id"] is not long channel || channel == order.Number("channel_id"));
            Assert.True(promotion.Text("name") == "Noon Rush" || order.Number("subtotal") >= promotion.Number("min_spend"));
        }
    }

    [Fact]
    public void A_flash_sale_runs_out_of_stock_and_sells_no_more_than_there_is()
    {
        var sale = new FlashSale();
        HashSet<long> products = [.. ItemsOf(SaleOrders).Select(item => (item.Number("product_id") - 1) / 4)];
        int[] perTenMinutes = new int[6];
        foreach (ShopRow order in SaleOrders)
        {
            perTenMinutes[(BusyFortnight.Minute(order) - sale.StartMinute) / 10]++;
        }

        Assert.Equal(8, products.Count);
        Assert.InRange(_shop.Shops.Kpis.LostSales / (double)SaleOrders.Count, 0.25, 2);
        Assert.InRange(perTenMinutes[0] / (double)perTenMinutes[5], 4, 1_000);
        Assert.All(_shop.Tables[ShopCatalogue.Inventory].Values, stock => Assert.InRange(stock.Number("reserved"), 0, stock.Number("on_hand")));
    }

    [Fact]
    public void Seven_of_ten_orders_of_a_campaign_use_its_coupon()
    {
        ShopRow[] coupons = [.. _shop.Orders.Where(order => PromotionOf(order)?["segment"] is "frequent")];
        double extra = _shop.Orders.Count(order => order.Number("channel_id") == 1 && BusyFortnight.WorldDay(order) is BusyFortnight.CampaignDay or BusyFortnight.CampaignDay + 1)
            - _shop.Orders.Count(order => order.Number("channel_id") == 1 && BusyFortnight.WorldDay(order) is 1 or 2);

        Assert.InRange(coupons.Length / extra, 0.35, 0.75);
        Assert.All(coupons, order => Assert.InRange(order.Number("discount") / (double)order.Number("subtotal"), 0.14, 0.66));
        Assert.All(coupons, order => Assert.InRange(order.Number("customer_id") % 10_000_000, 1, 400));
        Assert.All(coupons, order => Assert.InRange(BusyFortnight.WorldDay(order), BusyFortnight.CampaignDay, BusyFortnight.CampaignDay + 1));
    }

    [Fact]
    public void Codes_of_campaigns_are_of_one_market_and_day()
    {
        string[] codes = [.. _shop.Tables[ShopCatalogue.Promotions].Values.Where(promotion => promotion["segment"] is not null).Select(promotion => promotion.Text("code"))];

        Assert.Equal(4, codes.Length);
        Assert.Equal(codes.Length, codes.Distinct().Count());
    }

    private ShopRow? PromotionOf(ShopRow order) =>
        order["promotion_id"] is long id ? _shop.Tables.Row(ShopCatalogue.Promotions, id) : null;

    private IEnumerable<ShopRow> ItemsOf(IEnumerable<ShopRow> orders)
    {
        HashSet<string> ids = [.. orders.Select(order => order.Key)];
        return _shop.Tables[ShopCatalogue.OrderItems].Values.Where(item => ids.Contains(item.Text("order_id")));
    }
}
