-- model: score.expected_silver_shop_inventory_layers
-- The shop's layers of stock, first in, first out as its last change left them, from the truth alone.
-- expects: silver.shop_inventory_layers
-- grain: a layer
-- materialization: view
-- key: layer_id
with ranked as (
    select
        *,
        row_number() over (partition by layer_id order by cast(lsn as bigint) desc) as place
    from truth.shop_inventory_layers
)

select
    cast(layer_id as bigint) as layer_id,
    cast(warehouse_id as bigint) as warehouse_id,
    cast(product_id as bigint) as product_id,
    cast(received_at as timestamp) as received_at,
    cast(unit_cost as decimal(18, 2)) as unit_cost,
    cast(quantity_left as integer) as quantity_left,
    cast(quantity_reserved as integer) as quantity_reserved
from ranked
where place = 1 and op <> 'D'
