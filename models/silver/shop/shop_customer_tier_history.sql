-- model: silver.shop_customer_tier_history
-- The shop's moves of customers from tier to tier as they are now.
-- grain: a customer and the time at which a tier began
-- materialization: merge
-- key: customer_id, changed_at
-- latest: lsn
-- by: row_key
-- order: customer_id, changed_at
-- check: not_null(customer_id, changed_at)
-- check: unique(customer_id, changed_at)
select
    row_key,
    try_cast(customer_id as bigint) as customer_id,
    try_cast(changed_at as timestamp) as changed_at,
    try_cast(tier_id as bigint) as tier_id,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(customer_id as bigint) is null then 'unreadable_customer_id'
        when try_cast(changed_at as timestamp) is null then 'unreadable_changed_at'
        when op = 'D' then null
        when try_cast(tier_id as bigint) is null then 'unreadable_tier_id'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_customer_tier_history
