-- model: score.expected_silver_shop_inventory
-- The shop's stock of each product in each warehouse as its last change left them, from the truth alone.
-- expects: silver.shop_inventory
-- grain: a warehouse and a product
-- materialization: view
-- key: warehouse_id, product_id
with ranked as (
    select
        *,
        row_number() over (partition by warehouse_id, product_id order by cast(lsn as bigint) desc) as place
    from truth.shop_inventory
)

select
    cast(warehouse_id as bigint) as warehouse_id,
    cast(product_id as bigint) as product_id,
    cast(on_hand as integer) as on_hand,
    cast(reserved as integer) as reserved,
    cast(stock_value as decimal(18, 2)) as stock_value,
    cast(safety_stock as integer) as safety_stock,
    cast(reorder_point as integer) as reorder_point,
    cast(reorder_quantity as integer) as reorder_quantity
from ranked
where place = 1 and op <> 'D'
