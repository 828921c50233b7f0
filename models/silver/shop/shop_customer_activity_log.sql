-- model: silver.shop_customer_activity_log
-- The shop's visitors' actions as they are now.
-- grain: an action of a visitor
-- materialization: merge
-- key: activity_id
-- latest: lsn
-- by: row_key
-- order: activity_id
-- check: not_null(activity_id)
-- check: unique(activity_id)
select
    row_key,
    try_cast(activity_id as bigint) as activity_id,
    nullif(session_id, '') as session_id,
    try_cast(customer_id as bigint) as customer_id,
    try_cast(channel_id as bigint) as channel_id,
    nullif(device_type, '') as device_type,
    nullif(device_id, '') as device_id,
    nullif(event, '') as event,
    try_cast(product_id as bigint) as product_id,
    try_cast(quantity as integer) as quantity,
    nullif(query_text, '') as query_text,
    try_cast(occurred_at as timestamp) as occurred_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(activity_id as bigint) is null then 'unreadable_activity_id'
        when op = 'D' then null
        when try_cast(customer_id as bigint) is null and customer_id <> '' then 'unreadable_customer_id'
        when try_cast(channel_id as bigint) is null then 'unreadable_channel_id'
        when try_cast(product_id as bigint) is null and product_id <> '' then 'unreadable_product_id'
        when try_cast(quantity as integer) is null and quantity <> '' then 'unreadable_quantity'
        when try_cast(occurred_at as timestamp) is null then 'unreadable_occurred_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_customer_activity_log
