-- model: score.expected_silver_shop_inventory_log
-- The shop's movements of stock as its last change left them, from the truth alone.
-- expects: silver.shop_inventory_log
-- grain: a movement
-- materialization: view
-- key: movement_id
with ranked as (
    select
        *,
        row_number() over (partition by movement_id order by cast(lsn as bigint) desc) as place
    from truth.shop_inventory_log
)

select
    cast(movement_id as bigint) as movement_id,
    cast(layer_id as bigint) as layer_id,
    cast(warehouse_id as bigint) as warehouse_id,
    cast(product_id as bigint) as product_id,
    kind,
    cast(quantity as integer) as quantity,
    cast(unit_cost as decimal(18, 2)) as unit_cost,
    cast(order_item_id as bigint) as order_item_id,
    cast(return_item_id as bigint) as return_item_id,
    cast(purchase_order_id as bigint) as purchase_order_id,
    note,
    cast(occurred_at as timestamp) as occurred_at
from ranked
where place = 1 and op <> 'D'
