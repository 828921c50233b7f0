-- model: silver.shop_order_status_history
-- The shop's moves of orders from status to status as they are now.
-- grain: an order and the number of its move
-- materialization: merge
-- key: order_id, status_no
-- latest: lsn
-- by: row_key
-- order: order_id, status_no
-- check: not_null(order_id, status_no)
-- check: unique(order_id, status_no)
select
    row_key,
    nullif(order_id, '') as order_id,
    try_cast(status_no as integer) as status_no,
    nullif(from_status, '') as from_status,
    nullif(to_status, '') as to_status,
    try_cast(changed_at as timestamp) as changed_at,
    nullif(reason, '') as reason,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when coalesce(order_id, '') = '' then 'missing_order_id'
        when try_cast(status_no as integer) is null then 'unreadable_status_no'
        when op = 'D' then null
        when try_cast(changed_at as timestamp) is null then 'unreadable_changed_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_order_status_history
