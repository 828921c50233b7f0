-- model: silver.shop_return_items
-- The shop's lines of returns as they are now.
-- grain: a line of a return
-- materialization: merge
-- key: return_item_id
-- latest: lsn
-- by: row_key
-- order: return_item_id
-- check: not_null(return_item_id)
-- check: unique(return_item_id)
select
    row_key,
    try_cast(return_item_id as bigint) as return_item_id,
    try_cast(return_id as bigint) as return_id,
    try_cast(order_item_id as bigint) as order_item_id,
    try_cast(quantity as integer) as quantity,
    try_cast(refund_amount as decimal(18, 2)) as refund_amount,
    nullif(condition, '') as condition,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(return_item_id as bigint) is null then 'unreadable_return_item_id'
        when op = 'D' then null
        when try_cast(return_id as bigint) is null then 'unreadable_return_id'
        when try_cast(order_item_id as bigint) is null then 'unreadable_order_item_id'
        when try_cast(quantity as integer) is null then 'unreadable_quantity'
        when try_cast(refund_amount as decimal(18, 2)) is null then 'unreadable_refund_amount'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_return_items
