-- model: score.expected_silver_shop_order_items
-- The shop's lines of orders as its last change left them, from the truth alone.
-- expects: silver.shop_order_items
-- grain: a line of an order
-- materialization: view
-- key: order_item_id
with ranked as (
    select
        *,
        row_number() over (partition by order_item_id order by cast(lsn as bigint) desc) as place
    from truth.shop_order_items
)

select
    cast(order_item_id as bigint) as order_item_id,
    order_id,
    cast(line_no as integer) as line_no,
    cast(product_id as bigint) as product_id,
    cast(warehouse_id as bigint) as warehouse_id,
    cast(quantity as integer) as quantity,
    cast(unit_price as decimal(18, 2)) as unit_price,
    cast(discount as decimal(18, 2)) as discount,
    cast(line_total as decimal(18, 2)) as line_total
from ranked
where place = 1 and op <> 'D'
