using Xunit;

namespace Waybill.Tests.Pipeline.Shop;

public sealed class GoldShopTests : IDisposable
{
    private readonly TestPipeline _pipeline = new();
    private readonly ShopChanges _changes = new();

    [Fact, Long]
    public void Goods_cost_what_the_oldest_layers_cost()
    {
        _changes
            .Move(1, "receipt", layer: 1, quantity: 10, cost: 5, day: 0)
            .Move(2, "receipt", layer: 2, quantity: 10, cost: 6, day: 1)
            .Move(3, "receipt", layer: 3, quantity: 5, cost: 7, day: 2)
            .Order("A", 3)
            .Insert("order_items", ("order_item_id", 1), ("order_id", "A"), ("quantity", 12), ("unit_price", "10.00"), ("line_total", "120.00"))
            .Move(4, "pick", layer: 1, quantity: -10, cost: 5, day: 4, item: 1)
            .Move(5, "pick", layer: 2, quantity: -2, cost: 6, day: 4, item: 1);

        Run(4, "+gold.fct_order", "+gold.fct_inventory_movement");

        Assert.Equal(62m, Money("select cogs from gold.fct_order_line"));
        Assert.Equal(62m, Money("select cogs from gold.fct_order"));
        Assert.Equal(83m, Money("select sum(value_change) from gold.fct_inventory_movement"));
    }

    [Fact, Long]
    public void Units_that_go_back_to_stock_take_their_cost_back()
    {
        _changes
            .Move(1, "receipt", layer: 1, quantity: 10, cost: 5, day: 0)
            .Order("A", 3)
            .Insert("order_items", ("order_item_id", 1), ("order_id", "A"), ("quantity", 3), ("unit_price", "10.00"), ("line_total", "30.00"))
            .Move(2, "pick", layer: 1, quantity: -3, cost: 5, day: 4, item: 1);
        Run(4, "+gold.fct_order", "+gold.fct_inventory_movement");

        _changes.Move(3, "return", layer: 1, quantity: 1, cost: 5, day: 8, item: 1, returned: 1);
        Run(8, "+gold.fct_order", "+gold.fct_inventory_movement");

        Assert.Equal(10m, Money("select cogs from gold.fct_order"));
        Assert.Equal(40m, Money("select sum(value_change) from gold.fct_inventory_movement"));
    }

    [Fact]
    public void Turnover_weighs_stock_by_how_long_it_lay()
    {
        _changes
            .Order("A", 3)
            .Insert("order_items", ("order_item_id", 1), ("order_id", "A"), ("quantity", 620))
            .Move(1, "receipt", layer: 1, quantity: 100, cost: 1, day: 0)
            .Move(2, "receipt", layer: 2, quantity: 560, cost: 1, day: 10)
            .Move(3, "pick", layer: 1, quantity: -100, cost: 1, day: 10, item: 1)
            .Move(4, "pick", layer: 2, quantity: -520, cost: 1, day: 10, item: 1)
            .Move(5, "reservation", layer: 2, quantity: 1, cost: 1, day: 29.5, item: 1);

        Run(30, "+gold.kpi_inventory_turnover");

        Assert.Equal("30 | 60.0 | 10.333 | 2.903 | 70.0 | 8.857 | 3.387", _pipeline.Scalar<string>("""
            select concat_ws(' | ', days, average_value, round(turnover, 3), round(days_of_stock, 3),
                average_open_close, round(turnover_open_close, 3), round(days_of_stock_open_close, 3))
            from gold.kpi_inventory_turnover
            where warehouse_id = 0
            """));
    }

    [Fact, Long]
    public void Refunds_count_on_the_day_on_which_they_were_paid()
    {
        _changes
            .Order("A", 1, ("channel_id", 1), ("subtotal", "100.00"), ("discount", "10.00"), ("total", "90.00"))
            .Insert("channels", ("channel_id", 1), ("name", "Website"))
            .Insert("order_items", ("order_item_id", 1), ("order_id", "A"), ("quantity", 2), ("unit_price", "50.00"), ("discount", "10.00"), ("line_total", "90.00"))
            .Insert("payments", ("payment_id", 1), ("order_id", "A"), ("kind", "charge"), ("status", "captured"), ("amount", "90.00"), ("settled_at", ShopChanges.Day(1)))
            .Insert("payments", ("payment_id", 2), ("order_id", "A"), ("kind", "refund"), ("return_id", 1), ("status", "settled"), ("amount", "45.00"), ("settled_at", ShopChanges.Day(9)));

        Run(9, "+gold.kpi_shop_sales");

        Assert.Equal("2026-01-02 100.00 90.00 100.00, 2026-01-10 0.00 -45.00", _pipeline.Scalar<string>("""
            select string_agg(concat_ws(' ', sales_date, gmv_placed, net_revenue, aov_placed), ', ' order by sales_date) from gold.kpi_shop_sales
            """));
    }

    [Fact]
    public void A_cart_that_is_ordered_late_is_abandoned_for_a_day_but_not_for_a_week()
    {
        foreach (var (cart, days) in ((long, double?)[])[(1, 0.5), (2, 3), (3, null)])
        {
            _changes
                .Insert("cart", ("cart_id", cart), ("status", days is null ? "active" : "ordered"), ("order_id", days is null ? null : "A" + cart),
                    ("created_at", ShopChanges.Day(1)), ("closed_at", days is { } later ? ShopChanges.Day(1 + later) : null))
                .Insert("cart_items", ("cart_id", cart), ("product_id", 1));
        }

        _changes.Insert("cart", ("cart_id", 4), ("status", "active"), ("created_at", ShopChanges.Day(1))); // nothing was ever put in
        Run(5, "+gold.kpi_cart_abandonment");

        Assert.Equal("3 0.667 0.333", _pipeline.Scalar<string>("""
            select concat_ws(' ', carts, round(abandoned_24h, 3), round(abandoned_7d, 3)) from gold.kpi_cart_abandonment
            """));
    }

    [Fact]
    public void The_funnel_counts_a_visit_only_as_far_as_it_went_step_by_step()
    {
        _changes.Order("A", 1, ("session_id", "s1"));
        var id = 0;
        foreach (var (session, events) in ((string, string[])[])
            [("s1", ["view", "add_to_cart", "checkout"]), ("s2", ["view", "view"]), ("s3", ["search", "checkout"])])
        {
            foreach (var what in events)
            {
                _changes.Insert("customer_activity_log", ("activity_id", ++id), ("session_id", session), ("event", what), ("product_id", 1),
                    ("device_type", "app"), ("occurred_at", ShopChanges.Day(1)));
            }
        }

        Run(2, "+gold.kpi_funnel");

        Assert.Equal("3 2 1 1 1", _pipeline.Scalar<string>("""
            select concat_ws(' ', sessions, sessions_view, sessions_cart, sessions_checkout, sessions_order) from gold.kpi_funnel
            """));
    }

    [Fact, Long]
    public void Returns_are_set_beside_the_orders_that_they_come_from_and_beside_the_day_on_which_they_come()
    {
        foreach (var (order, day) in ((string, double)[])[("A", 1), ("B", 1), ("C", 5)])
        {
            _changes
                .Order(order, day, ("subtotal", "20.00"), ("total", "20.00"))
                .Insert("order_items", ("order_item_id", (int)order[0]), ("order_id", order), ("quantity", 2), ("unit_price", "10.00"), ("line_total", "20.00"))
                .Insert("order_status_history", ("order_id", order), ("status_no", 3), ("to_status", "Shipped"), ("changed_at", ShopChanges.Day(day)));
        }

        _changes
            .Insert("order_return", ("return_id", 1), ("order_id", "A"), ("status", "requested"), ("refund_amount", "10.00"), ("requested_at", ShopChanges.Day(5)))
            .Insert("return_items", ("return_item_id", 1), ("return_id", 1), ("order_item_id", (int)'A'), ("quantity", 1), ("refund_amount", "10.00"));
        Run(6, "+gold.kpi_return_rate");

        Assert.Equal("order 2026-01-02 0.5 0.25 0.25, order 2026-01-06 0.0 0.0 0.0, return 2026-01-02 0.0 0.0 0.0, return 2026-01-06 1.0 0.5 0.5",
            _pipeline.Scalar<string>("""
                select string_agg(concat_ws(' ', basis, rate_date, rate_by_orders, rate_by_units, rate_by_value), ', ' order by basis, rate_date)
                from gold.kpi_return_rate
                """));
    }

    [Fact, Long]
    public void An_order_with_two_returns_is_one_order_returned()
    {
        _changes
            .Order("A", 1, ("subtotal", "20.00"), ("total", "20.00"))
            .Insert("order_items", ("order_item_id", 1), ("order_id", "A"), ("quantity", 2), ("unit_price", "10.00"), ("line_total", "20.00"))
            .Insert("order_status_history", ("order_id", "A"), ("status_no", 3), ("to_status", "Shipped"), ("changed_at", ShopChanges.Day(1)));
        foreach (var number in (int[])[1, 2])
        {
            _changes
                .Insert("order_return", ("return_id", number), ("order_id", "A"), ("status", "requested"), ("refund_amount", "10.00"), ("requested_at", ShopChanges.Day(1)))
                .Insert("return_items", ("return_item_id", number), ("return_id", number), ("order_item_id", 1), ("quantity", 1), ("refund_amount", "10.00"));
        }

        Run(2, "+gold.kpi_return_rate");

        Assert.Equal("order 1 2 20.00, return 1 2 20.00", _pipeline.Scalar<string>("""
            select string_agg(concat_ws(' ', basis, orders_returned, units_returned, value_returned), ', ' order by basis) from gold.kpi_return_rate
            """));
    }

    [Fact, Long]
    public void A_return_changes_the_margin_when_its_goods_come_in_and_on_both_sides()
    {
        foreach (var (order, item) in ((string, int)[])[("A", 1), ("B", 2)])
        {
            _changes
                .Order(order, 1, ("subtotal", "20.00"), ("total", "20.00"))
                .Insert("order_items", ("order_item_id", item), ("order_id", order), ("quantity", 2), ("unit_price", "10.00"), ("line_total", "20.00"))
                .Insert("order_status_history", ("order_id", order), ("status_no", 3), ("to_status", "Shipped"), ("changed_at", ShopChanges.Day(1)))
                .Insert("return_items", ("return_item_id", item), ("return_id", item), ("order_item_id", item), ("quantity", 1), ("refund_amount", "10.00"))
                .Move(item, "pick", layer: 1, quantity: -2, cost: 4, day: 1, item: item);
            Return(order, "requested");
        }

        Run(3, "+gold.kpi_margin");
        Assert.Equal("40.00 16.00 24.00", NetSalesCostAndMargin());

        Return("A", "received");
        Return("B", "rejected");
        _changes.Move(3, "return", layer: 1, quantity: 1, cost: 4, day: 4, item: 1, returned: 1);
        Run(5, "+gold.kpi_margin");
        Assert.Equal("30.00 12.00 18.00", NetSalesCostAndMargin());

        Return("A", "refunded");
        Run(6, "+gold.kpi_margin");
        Assert.Equal("30.00 12.00 18.00", NetSalesCostAndMargin());

        void Return(string order, string status) => _changes.Insert("order_return", ("return_id", order == "A" ? 1 : 2), ("order_id", order),
            ("status", status), ("refund_amount", "10.00"), ("requested_at", ShopChanges.Day(2)));
        string NetSalesCostAndMargin() => _pipeline.Scalar<string>("select concat_ws(' ', net_sales, cogs, margin) from gold.kpi_margin");
    }

    [Fact, Long]
    public void What_a_customer_spent_falls_when_returned_goods_come_in_and_never_by_a_rejected_return()
    {
        _changes.Insert("customers", ("customer_id", 1))
            .Order("A", 1, ("customer_id", 1), ("subtotal", "20.00"), ("total", "20.00"))
            .Insert("order_items", ("order_item_id", 1), ("order_id", "A"), ("quantity", 2), ("unit_price", "10.00"), ("line_total", "20.00"));
        foreach (var number in (int[])[1, 2])
        {
            _changes.Insert("return_items", ("return_item_id", number), ("return_id", number), ("order_item_id", 1), ("quantity", 1), ("refund_amount", "9.00"));
            Return(number, "requested");
        }

        Run(3, "+gold.customer_value");
        Assert.Equal(20m, Money("select net_spend from gold.customer_value"));

        Return(1, "received");
        Return(2, "rejected");
        Run(5, "+gold.customer_value");
        Assert.Equal(11m, Money("select net_spend from gold.customer_value"));

        void Return(int number, string status) => _changes.Insert("order_return", ("return_id", number), ("order_id", "A"),
            ("status", status), ("refund_amount", "9.00"), ("requested_at", ShopChanges.Day(2)));
    }

    [Fact]
    public void A_customers_versions_follow_moves_and_every_tier()
    {
        _changes
            .Insert("loyalty_tiers", ("tier_id", 1), ("name", "Bronze"))
            .Insert("loyalty_tiers", ("tier_id", 2), ("name", "Silver"))
            .Insert("loyalty_tiers", ("tier_id", 3), ("name", "Gold"))
            .Insert("customers", ("customer_id", 1), ("registered_at", ShopChanges.Day(0)), ("tier_id", 2), ("tier_since", ShopChanges.Day(9)))
            .Insert("customer_tier_history", ("customer_id", 1), ("changed_at", ShopChanges.Day(0)), ("tier_id", 1))
            .Insert("customer_tier_history", ("customer_id", 1), ("changed_at", ShopChanges.Day(7)), ("tier_id", 3))
            .Insert("customer_tier_history", ("customer_id", 1), ("changed_at", ShopChanges.Day(9)), ("tier_id", 2))
            .Insert("customer_addresses", ("address_id", 1), ("customer_id", 1), ("city", "Jakarta"), ("created_at", ShopChanges.Day(0)))
            .Insert("customer_addresses", ("address_id", 2), ("customer_id", 1), ("city", "Bogor"), ("created_at", ShopChanges.Day(3)));

        Run(10, "+gold.dim_customer");

        Assert.Equal("2026-01-01 Jakarta Bronze, 2026-01-04 Bogor Bronze, 2026-01-08 Bogor Gold, 2026-01-10 Bogor Silver", _pipeline.Scalar<string>("""
            select string_agg(concat_ws(' ', valid_from::date, city, coalesce(tier, '?')), ', ' order by valid_from) from gold.dim_customer
            """));
    }

    [Fact]
    public void A_products_versions_follow_its_prices()
    {
        _changes
            .Insert("products", ("product_id", 1), ("launched_at", ShopChanges.Day(0)), ("sku", "P1"))
            .Insert("product_prices", ("price_id", 1), ("product_id", 1), ("channel_id", 1), ("price", "10.00"), ("valid_from", ShopChanges.Day(0)), ("valid_to", ShopChanges.Day(4)))
            .Insert("product_prices", ("price_id", 2), ("product_id", 1), ("channel_id", 1), ("price", "8.00"), ("valid_from", ShopChanges.Day(4)))
            .Insert("product_prices", ("price_id", 3), ("product_id", 1), ("channel_id", 2), ("price", "9.00"), ("valid_from", ShopChanges.Day(0)));

        Run(5, "+gold.dim_product");

        Assert.Equal("2026-01-01 9.00 10.00, 2026-01-05 8.00 9.00", _pipeline.Scalar<string>("""
            select string_agg(concat_ws(' ', valid_from::date, price_low, price_high), ', ' order by valid_from) from gold.dim_product where product_key = 'sold/1'
            """));
        Assert.DoesNotContain(_pipeline.Catalog.List("gold"), t => t.Name == "kpi_yield");
    }

    [Fact, Long]
    public void What_landed_is_counted_by_table_and_day()
    {
        _changes
            .Order("A", 0, ("device_id", "d1"), ("session_id", "s1"))
            .Order("B", 0, ("device_id", null), ("session_id", "s2"))
            .Order("C", 0, ("device_id", "d1"), ("session_id", "s3"), ("subtotal", "many"))
            .Insert("carriers", ("carrier_id", 1));
        foreach (var drop in _changes.Land(1))
        {
            _pipeline.Door.Add(drop with { Rows = [.. drop.Rows, drop.Rows[0]] });
        }

        _changes.Update("carriers", ("carrier_id", 1), ("name", "committed on the first day"));
        Run(3, "+gold.data_quality");

        Assert.Equal(
            "01-02 carriers accepted 1, 01-02 carriers duplicate 1, 01-02 carriers landed 2, 01-02 orders accepted 2, 01-02 orders duplicate 1, 01-02 orders landed 4, "
            + "01-02 orders null_device_id 1, 01-02 orders quarantined_unreadable_subtotal 1, 01-04 carriers accepted 1, 01-04 carriers landed 1, 01-04 carriers late 1",
            _pipeline.Scalar<string>("""
                select string_agg(concat_ws(' ', strftime(landed_date, '%m-%d'), feed[6:], metric, row_count), ', ' order by landed_date, feed, metric)
                from gold.data_quality
                where feed like 'shop%'
                """));
    }

    public void Dispose() => _pipeline.Dispose();

    private void Run(double day, params string[] select)
    {
        foreach (var drop in _changes.Land(day))
        {
            _pipeline.Door.Add(drop);
        }

        Assert.All(_pipeline.Run(select: select), s => Assert.NotEqual(Waybill.Pipeline.Runs.StepAction.Failed, s.Action));
    }

    private decimal Money(string sql) => _pipeline.Scalar<decimal>(sql);
}
