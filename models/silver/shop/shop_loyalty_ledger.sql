-- model: silver.shop_loyalty_ledger
-- The shop's points earned and spent as they are now.
-- grain: an entry of the ledger
-- materialization: merge
-- key: entry_id
-- latest: lsn
-- by: row_key
-- order: entry_id
-- check: not_null(entry_id)
-- check: unique(entry_id)
select
    row_key,
    try_cast(entry_id as bigint) as entry_id,
    try_cast(customer_id as bigint) as customer_id,
    nullif(kind, '') as kind,
    try_cast(points as bigint) as points,
    nullif(order_id, '') as order_id,
    nullif(note, '') as note,
    try_cast(occurred_at as timestamp) as occurred_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(entry_id as bigint) is null then 'unreadable_entry_id'
        when op = 'D' then null
        when try_cast(customer_id as bigint) is null then 'unreadable_customer_id'
        when try_cast(points as bigint) is null then 'unreadable_points'
        when try_cast(occurred_at as timestamp) is null then 'unreadable_occurred_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_loyalty_ledger
