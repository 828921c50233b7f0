-- model: silver.shop_order_return
-- The shop's returns as they are now.
-- grain: a return
-- materialization: merge
-- key: return_id
-- latest: lsn
-- by: row_key
-- order: return_id
-- check: not_null(return_id)
-- check: unique(return_id)
select
    row_key,
    try_cast(return_id as bigint) as return_id,
    nullif(order_id, '') as order_id,
    nullif(reason, '') as reason,
    nullif(comment, '') as comment,
    nullif(status, '') as status,
    try_cast(refund_amount as decimal(18, 2)) as refund_amount,
    try_cast(requested_at as timestamp) as requested_at,
    try_cast(received_at as timestamp) as received_at,
    try_cast(closed_at as timestamp) as closed_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(return_id as bigint) is null then 'unreadable_return_id'
        when op = 'D' then null
        when try_cast(refund_amount as decimal(18, 2)) is null then 'unreadable_refund_amount'
        when try_cast(requested_at as timestamp) is null then 'unreadable_requested_at'
        when try_cast(received_at as timestamp) is null and received_at <> '' then 'unreadable_received_at'
        when try_cast(closed_at as timestamp) is null and closed_at <> '' then 'unreadable_closed_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_order_return
