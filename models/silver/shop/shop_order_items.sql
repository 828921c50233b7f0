-- model: silver.shop_order_items
-- The shop's lines of orders as they are now.
-- grain: a line of an order
-- materialization: merge
-- key: order_item_id
-- latest: lsn
-- by: row_key
-- order: order_item_id
-- check: not_null(order_item_id)
-- check: unique(order_item_id)
select
    row_key,
    try_cast(order_item_id as bigint) as order_item_id,
    nullif(order_id, '') as order_id,
    try_cast(line_no as integer) as line_no,
    try_cast(product_id as bigint) as product_id,
    try_cast(warehouse_id as bigint) as warehouse_id,
    try_cast(quantity as integer) as quantity,
    try_cast(unit_price as decimal(18, 2)) as unit_price,
    try_cast(discount as decimal(18, 2)) as discount,
    try_cast(line_total as decimal(18, 2)) as line_total,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(order_item_id as bigint) is null then 'unreadable_order_item_id'
        when op = 'D' then null
        when try_cast(line_no as integer) is null then 'unreadable_line_no'
        when try_cast(product_id as bigint) is null then 'unreadable_product_id'
        when try_cast(warehouse_id as bigint) is null then 'unreadable_warehouse_id'
        when try_cast(quantity as integer) is null then 'unreadable_quantity'
        when try_cast(unit_price as decimal(18, 2)) is null then 'unreadable_unit_price'
        when try_cast(discount as decimal(18, 2)) is null then 'unreadable_discount'
        when try_cast(line_total as decimal(18, 2)) is null then 'unreadable_line_total'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_order_items
