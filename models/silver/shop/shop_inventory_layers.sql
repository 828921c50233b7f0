-- model: silver.shop_inventory_layers
-- The shop's layers of stock, first in, first out as they are now.
-- grain: a layer
-- materialization: merge
-- key: layer_id
-- latest: lsn
-- by: row_key
-- order: layer_id
-- check: not_null(layer_id)
-- check: unique(layer_id)
select
    row_key,
    try_cast(layer_id as bigint) as layer_id,
    try_cast(warehouse_id as bigint) as warehouse_id,
    try_cast(product_id as bigint) as product_id,
    try_cast(received_at as timestamp) as received_at,
    try_cast(unit_cost as decimal(18, 2)) as unit_cost,
    try_cast(quantity_left as integer) as quantity_left,
    try_cast(quantity_reserved as integer) as quantity_reserved,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(layer_id as bigint) is null then 'unreadable_layer_id'
        when op = 'D' then null
        when try_cast(warehouse_id as bigint) is null then 'unreadable_warehouse_id'
        when try_cast(product_id as bigint) is null then 'unreadable_product_id'
        when try_cast(received_at as timestamp) is null then 'unreadable_received_at'
        when try_cast(unit_cost as decimal(18, 2)) is null then 'unreadable_unit_cost'
        when try_cast(quantity_left as integer) is null then 'unreadable_quantity_left'
        when try_cast(quantity_reserved as integer) is null then 'unreadable_quantity_reserved'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_inventory_layers
