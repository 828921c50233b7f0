-- model: silver.shop_inventory
-- The shop's stock of each product in each warehouse as they are now.
-- grain: a warehouse and a product
-- materialization: merge
-- key: warehouse_id, product_id
-- latest: lsn
-- by: row_key
-- order: warehouse_id, product_id
-- check: not_null(warehouse_id, product_id)
-- check: unique(warehouse_id, product_id)
select
    row_key,
    try_cast(warehouse_id as bigint) as warehouse_id,
    try_cast(product_id as bigint) as product_id,
    try_cast(on_hand as integer) as on_hand,
    try_cast(reserved as integer) as reserved,
    try_cast(stock_value as decimal(18, 2)) as stock_value,
    try_cast(safety_stock as integer) as safety_stock,
    try_cast(reorder_point as integer) as reorder_point,
    try_cast(reorder_quantity as integer) as reorder_quantity,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(warehouse_id as bigint) is null then 'unreadable_warehouse_id'
        when try_cast(product_id as bigint) is null then 'unreadable_product_id'
        when op = 'D' then null
        when try_cast(on_hand as integer) is null then 'unreadable_on_hand'
        when try_cast(reserved as integer) is null then 'unreadable_reserved'
        when try_cast(stock_value as decimal(18, 2)) is null then 'unreadable_stock_value'
        when try_cast(safety_stock as integer) is null then 'unreadable_safety_stock'
        when try_cast(reorder_point as integer) is null then 'unreadable_reorder_point'
        when try_cast(reorder_quantity as integer) is null then 'unreadable_reorder_quantity'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_inventory
