-- model: silver.shop_purchase_orders
-- The shop's orders to suppliers as they are now.
-- grain: a purchase order
-- materialization: merge
-- key: purchase_order_id
-- latest: lsn
-- by: row_key
-- order: purchase_order_id
-- check: not_null(purchase_order_id)
-- check: unique(purchase_order_id)
select
    row_key,
    try_cast(purchase_order_id as bigint) as purchase_order_id,
    try_cast(supplier_id as bigint) as supplier_id,
    try_cast(warehouse_id as bigint) as warehouse_id,
    try_cast(product_id as bigint) as product_id,
    try_cast(quantity as integer) as quantity,
    try_cast(unit_cost as decimal(18, 2)) as unit_cost,
    nullif(status, '') as status,
    try_cast(ordered_at as timestamp) as ordered_at,
    try_cast(expected_at as timestamp) as expected_at,
    try_cast(received_at as timestamp) as received_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(purchase_order_id as bigint) is null then 'unreadable_purchase_order_id'
        when op = 'D' then null
        when try_cast(supplier_id as bigint) is null then 'unreadable_supplier_id'
        when try_cast(warehouse_id as bigint) is null then 'unreadable_warehouse_id'
        when try_cast(product_id as bigint) is null then 'unreadable_product_id'
        when try_cast(quantity as integer) is null then 'unreadable_quantity'
        when try_cast(unit_cost as decimal(18, 2)) is null then 'unreadable_unit_cost'
        when try_cast(ordered_at as timestamp) is null then 'unreadable_ordered_at'
        when try_cast(expected_at as timestamp) is null then 'unreadable_expected_at'
        when try_cast(received_at as timestamp) is null and received_at <> '' then 'unreadable_received_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_purchase_orders
