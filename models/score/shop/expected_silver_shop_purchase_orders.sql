-- model: score.expected_silver_shop_purchase_orders
-- The shop's orders to suppliers as its last change left them, from the truth alone.
-- expects: silver.shop_purchase_orders
-- grain: a purchase order
-- materialization: view
-- key: purchase_order_id
with ranked as (
    select
        *,
        row_number() over (partition by purchase_order_id order by cast(lsn as bigint) desc) as place
    from truth.shop_purchase_orders
)

select
    cast(purchase_order_id as bigint) as purchase_order_id,
    cast(supplier_id as bigint) as supplier_id,
    cast(warehouse_id as bigint) as warehouse_id,
    cast(product_id as bigint) as product_id,
    cast(quantity as integer) as quantity,
    cast(unit_cost as decimal(18, 2)) as unit_cost,
    status,
    cast(ordered_at as timestamp) as ordered_at,
    cast(expected_at as timestamp) as expected_at,
    cast(received_at as timestamp) as received_at
from ranked
where place = 1 and op <> 'D'
