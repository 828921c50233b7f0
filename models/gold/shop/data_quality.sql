-- part_of: gold.data_quality
-- Changes of the shop's tables. A duplicate is a change that landed twice on a day; late is what landed more than twelve hours after the end of the
-- day in which it was committed, for a file may hold a day.
with changes as (
    select landed_date, 'shop_carriers' as feed, lsn, committed_at, _landed_at from bronze.shop_carriers
    union all
    select landed_date, 'shop_cart' as feed, lsn, committed_at, _landed_at from bronze.shop_cart
    union all
    select landed_date, 'shop_cart_items' as feed, lsn, committed_at, _landed_at from bronze.shop_cart_items
    union all
    select landed_date, 'shop_categories' as feed, lsn, committed_at, _landed_at from bronze.shop_categories
    union all
    select landed_date, 'shop_channels' as feed, lsn, committed_at, _landed_at from bronze.shop_channels
    union all
    select landed_date, 'shop_customer_activity_log' as feed, lsn, committed_at, _landed_at from bronze.shop_customer_activity_log
    union all
    select landed_date, 'shop_customer_addresses' as feed, lsn, committed_at, _landed_at from bronze.shop_customer_addresses
    union all
    select landed_date, 'shop_customer_tier_history' as feed, lsn, committed_at, _landed_at from bronze.shop_customer_tier_history
    union all
    select landed_date, 'shop_customers' as feed, lsn, committed_at, _landed_at from bronze.shop_customers
    union all
    select landed_date, 'shop_inventory' as feed, lsn, committed_at, _landed_at from bronze.shop_inventory
    union all
    select landed_date, 'shop_inventory_layers' as feed, lsn, committed_at, _landed_at from bronze.shop_inventory_layers
    union all
    select landed_date, 'shop_inventory_log' as feed, lsn, committed_at, _landed_at from bronze.shop_inventory_log
    union all
    select landed_date, 'shop_loyalty_ledger' as feed, lsn, committed_at, _landed_at from bronze.shop_loyalty_ledger
    union all
    select landed_date, 'shop_loyalty_tiers' as feed, lsn, committed_at, _landed_at from bronze.shop_loyalty_tiers
    union all
    select landed_date, 'shop_order_items' as feed, lsn, committed_at, _landed_at from bronze.shop_order_items
    union all
    select landed_date, 'shop_order_return' as feed, lsn, committed_at, _landed_at from bronze.shop_order_return
    union all
    select landed_date, 'shop_order_status_history' as feed, lsn, committed_at, _landed_at from bronze.shop_order_status_history
    union all
    select landed_date, 'shop_orders' as feed, lsn, committed_at, _landed_at from bronze.shop_orders
    union all
    select landed_date, 'shop_payments' as feed, lsn, committed_at, _landed_at from bronze.shop_payments
    union all
    select landed_date, 'shop_product_prices' as feed, lsn, committed_at, _landed_at from bronze.shop_product_prices
    union all
    select landed_date, 'shop_products' as feed, lsn, committed_at, _landed_at from bronze.shop_products
    union all
    select landed_date, 'shop_promotions' as feed, lsn, committed_at, _landed_at from bronze.shop_promotions
    union all
    select landed_date, 'shop_purchase_orders' as feed, lsn, committed_at, _landed_at from bronze.shop_purchase_orders
    union all
    select landed_date, 'shop_return_items' as feed, lsn, committed_at, _landed_at from bronze.shop_return_items
    union all
    select landed_date, 'shop_reviews' as feed, lsn, committed_at, _landed_at from bronze.shop_reviews
    union all
    select landed_date, 'shop_shipment_events' as feed, lsn, committed_at, _landed_at from bronze.shop_shipment_events
    union all
    select landed_date, 'shop_shipments' as feed, lsn, committed_at, _landed_at from bronze.shop_shipments
    union all
    select landed_date, 'shop_stock_alerts' as feed, lsn, committed_at, _landed_at from bronze.shop_stock_alerts
    union all
    select landed_date, 'shop_suppliers' as feed, lsn, committed_at, _landed_at from bronze.shop_suppliers
    union all
    select landed_date, 'shop_warehouses' as feed, lsn, committed_at, _landed_at from bronze.shop_warehouses
    union all
    select landed_date, 'shop_wishlist' as feed, lsn, committed_at, _landed_at from bronze.shop_wishlist
),

landed as (
    select
        landed_date,
        feed,
        count(*) as landed,
        count(lsn) - count(distinct lsn) as duplicate,
        count(*) filter (where _landed_at > date_trunc('day', try_cast(committed_at as timestamp)) + interval 36 hour) as late
    from changes
    group by landed_date, feed
),

empty as (
    select landed_date, 'shop_customers' as feed, 'null_phone' as metric from bronze.shop_customers where coalesce(phone, '') = ''
    union all
    select landed_date, 'shop_customer_addresses', 'null_postal_code' from bronze.shop_customer_addresses where coalesce(postal_code, '') = ''
    union all
    select landed_date, 'shop_orders', 'null_session_id' from bronze.shop_orders where coalesce(session_id, '') = ''
    union all
    select landed_date, 'shop_orders', 'null_device_id' from bronze.shop_orders where coalesce(device_id, '') = ''
    union all
    select landed_date, 'shop_payments', 'null_device_id' from bronze.shop_payments where coalesce(device_id, '') = ''
    union all
    select landed_date, 'shop_customer_activity_log', 'null_device_id' from bronze.shop_customer_activity_log where coalesce(device_id, '') = ''
),

unreadable as (
    select landed_date, 'shop_carriers' as feed, _rule, true as is_landed_row from quarantine.silver_shop_carriers
    union all
    select landed_date, 'shop_cart' as feed, _rule, true as is_landed_row from quarantine.silver_shop_cart
    union all
    select landed_date, 'shop_cart_items' as feed, _rule, true as is_landed_row from quarantine.silver_shop_cart_items
    union all
    select landed_date, 'shop_categories' as feed, _rule, true as is_landed_row from quarantine.silver_shop_categories
    union all
    select landed_date, 'shop_channels' as feed, _rule, true as is_landed_row from quarantine.silver_shop_channels
    union all
    select landed_date, 'shop_customer_activity_log' as feed, _rule, true as is_landed_row from quarantine.silver_shop_customer_activity_log
    union all
    select landed_date, 'shop_customer_addresses' as feed, _rule, true as is_landed_row from quarantine.silver_shop_customer_addresses
    union all
    select landed_date, 'shop_customer_tier_history' as feed, _rule, true as is_landed_row from quarantine.silver_shop_customer_tier_history
    union all
    select landed_date, 'shop_customers' as feed, _rule, true as is_landed_row from quarantine.silver_shop_customers
    union all
    select landed_date, 'shop_inventory' as feed, _rule, true as is_landed_row from quarantine.silver_shop_inventory
    union all
    select landed_date, 'shop_inventory_layers' as feed, _rule, true as is_landed_row from quarantine.silver_shop_inventory_layers
    union all
    select landed_date, 'shop_inventory_log' as feed, _rule, true as is_landed_row from quarantine.silver_shop_inventory_log
    union all
    select landed_date, 'shop_loyalty_ledger' as feed, _rule, true as is_landed_row from quarantine.silver_shop_loyalty_ledger
    union all
    select landed_date, 'shop_loyalty_tiers' as feed, _rule, true as is_landed_row from quarantine.silver_shop_loyalty_tiers
    union all
    select landed_date, 'shop_order_items' as feed, _rule, true as is_landed_row from quarantine.silver_shop_order_items
    union all
    select landed_date, 'shop_order_return' as feed, _rule, true as is_landed_row from quarantine.silver_shop_order_return
    union all
    select landed_date, 'shop_order_status_history' as feed, _rule, true as is_landed_row from quarantine.silver_shop_order_status_history
    union all
    select landed_date, 'shop_orders' as feed, _rule, true as is_landed_row from quarantine.silver_shop_orders
    union all
    select landed_date, 'shop_payments' as feed, _rule, true as is_landed_row from quarantine.silver_shop_payments
    union all
    select landed_date, 'shop_product_prices' as feed, _rule, true as is_landed_row from quarantine.silver_shop_product_prices
    union all
    select landed_date, 'shop_products' as feed, _rule, true as is_landed_row from quarantine.silver_shop_products
    union all
    select landed_date, 'shop_promotions' as feed, _rule, true as is_landed_row from quarantine.silver_shop_promotions
    union all
    select landed_date, 'shop_purchase_orders' as feed, _rule, true as is_landed_row from quarantine.silver_shop_purchase_orders
    union all
    select landed_date, 'shop_return_items' as feed, _rule, true as is_landed_row from quarantine.silver_shop_return_items
    union all
    select landed_date, 'shop_reviews' as feed, _rule, true as is_landed_row from quarantine.silver_shop_reviews
    union all
    select landed_date, 'shop_shipment_events' as feed, _rule, true as is_landed_row from quarantine.silver_shop_shipment_events
    union all
    select landed_date, 'shop_shipments' as feed, _rule, true as is_landed_row from quarantine.silver_shop_shipments
    union all
    select landed_date, 'shop_stock_alerts' as feed, _rule, true as is_landed_row from quarantine.silver_shop_stock_alerts
    union all
    select landed_date, 'shop_suppliers' as feed, _rule, true as is_landed_row from quarantine.silver_shop_suppliers
    union all
    select landed_date, 'shop_warehouses' as feed, _rule, true as is_landed_row from quarantine.silver_shop_warehouses
    union all
    select landed_date, 'shop_wishlist' as feed, _rule, true as is_landed_row from quarantine.silver_shop_wishlist
    union all
    select landed_date, 'shop_carriers', _rule, false from quarantine.bronze_shop_carriers
    union all
    select landed_date, 'shop_cart', _rule, false from quarantine.bronze_shop_cart
    union all
    select landed_date, 'shop_cart_items', _rule, false from quarantine.bronze_shop_cart_items
    union all
    select landed_date, 'shop_categories', _rule, false from quarantine.bronze_shop_categories
    union all
    select landed_date, 'shop_channels', _rule, false from quarantine.bronze_shop_channels
    union all
    select landed_date, 'shop_customer_activity_log', _rule, false from quarantine.bronze_shop_customer_activity_log
    union all
    select landed_date, 'shop_customer_addresses', _rule, false from quarantine.bronze_shop_customer_addresses
    union all
    select landed_date, 'shop_customer_tier_history', _rule, false from quarantine.bronze_shop_customer_tier_history
    union all
    select landed_date, 'shop_customers', _rule, false from quarantine.bronze_shop_customers
    union all
    select landed_date, 'shop_inventory', _rule, false from quarantine.bronze_shop_inventory
    union all
    select landed_date, 'shop_inventory_layers', _rule, false from quarantine.bronze_shop_inventory_layers
    union all
    select landed_date, 'shop_inventory_log', _rule, false from quarantine.bronze_shop_inventory_log
    union all
    select landed_date, 'shop_loyalty_ledger', _rule, false from quarantine.bronze_shop_loyalty_ledger
    union all
    select landed_date, 'shop_loyalty_tiers', _rule, false from quarantine.bronze_shop_loyalty_tiers
    union all
    select landed_date, 'shop_order_items', _rule, false from quarantine.bronze_shop_order_items
    union all
    select landed_date, 'shop_order_return', _rule, false from quarantine.bronze_shop_order_return
    union all
    select landed_date, 'shop_order_status_history', _rule, false from quarantine.bronze_shop_order_status_history
    union all
    select landed_date, 'shop_orders', _rule, false from quarantine.bronze_shop_orders
    union all
    select landed_date, 'shop_payments', _rule, false from quarantine.bronze_shop_payments
    union all
    select landed_date, 'shop_product_prices', _rule, false from quarantine.bronze_shop_product_prices
    union all
    select landed_date, 'shop_products', _rule, false from quarantine.bronze_shop_products
    union all
    select landed_date, 'shop_promotions', _rule, false from quarantine.bronze_shop_promotions
    union all
    select landed_date, 'shop_purchase_orders', _rule, false from quarantine.bronze_shop_purchase_orders
    union all
    select landed_date, 'shop_return_items', _rule, false from quarantine.bronze_shop_return_items
    union all
    select landed_date, 'shop_reviews', _rule, false from quarantine.bronze_shop_reviews
    union all
    select landed_date, 'shop_shipment_events', _rule, false from quarantine.bronze_shop_shipment_events
    union all
    select landed_date, 'shop_shipments', _rule, false from quarantine.bronze_shop_shipments
    union all
    select landed_date, 'shop_stock_alerts', _rule, false from quarantine.bronze_shop_stock_alerts
    union all
    select landed_date, 'shop_suppliers', _rule, false from quarantine.bronze_shop_suppliers
    union all
    select landed_date, 'shop_warehouses', _rule, false from quarantine.bronze_shop_warehouses
    union all
    select landed_date, 'shop_wishlist', _rule, false from quarantine.bronze_shop_wishlist
),

quarantined as (
    select landed_date, feed, _rule, count(*) as row_count, count(*) filter (where is_landed_row) as landed_rows
    from unreadable
    group by landed_date, feed, _rule
),

accepted as (
    select
        landed.landed_date,
        landed.feed,
        greatest(landed.landed - landed.duplicate - coalesce(sum(quarantined.landed_rows), 0), 0) as row_count
    from landed
    left join quarantined using (landed_date, feed)
    group by landed.landed_date, landed.feed, landed.landed, landed.duplicate
),

all_metrics as (
    unpivot landed
    on landed, duplicate, late
    into name metric value row_count
    union all
    select landed_date, feed, 'accepted', row_count from accepted
    union all
    select landed_date, feed, metric, count(*) from empty group by landed_date, feed, metric
    union all
    select landed_date, feed, 'quarantined_' || _rule, row_count from quarantined
)

select
    landed_date,
    feed,
    metric,
    cast(sum(row_count) as bigint) as row_count
from all_metrics
where row_count <> 0
group by landed_date, feed, metric
