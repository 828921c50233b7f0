-- model: silver.shop_inventory_log
-- The shop's movements of stock as they are now.
-- grain: a movement
-- materialization: merge
-- key: movement_id
-- latest: lsn
-- by: row_key
-- order: movement_id
-- check: not_null(movement_id)
-- check: unique(movement_id)
select
    row_key,
    try_cast(movement_id as bigint) as movement_id,
    try_cast(layer_id as bigint) as layer_id,
    try_cast(warehouse_id as bigint) as warehouse_id,
    try_cast(product_id as bigint) as product_id,
    nullif(kind, '') as kind,
    try_cast(quantity as integer) as quantity,
    try_cast(unit_cost as decimal(18, 2)) as unit_cost,
    try_cast(order_item_id as bigint) as order_item_id,
    try_cast(return_item_id as bigint) as return_item_id,
    try_cast(purchase_order_id as bigint) as purchase_order_id,
    nullif(note, '') as note,
    try_cast(occurred_at as timestamp) as occurred_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(movement_id as bigint) is null then 'unreadable_movement_id'
        when op = 'D' then null
        when try_cast(layer_id as bigint) is null then 'unreadable_layer_id'
        when try_cast(warehouse_id as bigint) is null then 'unreadable_warehouse_id'
        when try_cast(product_id as bigint) is null then 'unreadable_product_id'
        when try_cast(quantity as integer) is null then 'unreadable_quantity'
        when try_cast(unit_cost as decimal(18, 2)) is null then 'unreadable_unit_cost'
        when try_cast(order_item_id as bigint) is null and order_item_id <> '' then 'unreadable_order_item_id'
        when try_cast(return_item_id as bigint) is null and return_item_id <> '' then 'unreadable_return_item_id'
        when try_cast(purchase_order_id as bigint) is null and purchase_order_id <> '' then 'unreadable_purchase_order_id'
        when try_cast(occurred_at as timestamp) is null then 'unreadable_occurred_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_inventory_log
