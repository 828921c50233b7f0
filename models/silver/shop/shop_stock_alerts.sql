-- model: silver.shop_stock_alerts
-- The shop's alerts of low stock as they are now.
-- grain: an alert
-- materialization: merge
-- key: alert_id
-- latest: lsn
-- by: row_key
-- order: alert_id
-- check: not_null(alert_id)
-- check: unique(alert_id)
select
    row_key,
    try_cast(alert_id as bigint) as alert_id,
    try_cast(warehouse_id as bigint) as warehouse_id,
    try_cast(product_id as bigint) as product_id,
    nullif(kind, '') as kind,
    try_cast(available as integer) as available,
    try_cast(threshold as integer) as threshold,
    try_cast(raised_at as timestamp) as raised_at,
    try_cast(resolved_at as timestamp) as resolved_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(alert_id as bigint) is null then 'unreadable_alert_id'
        when op = 'D' then null
        when try_cast(warehouse_id as bigint) is null then 'unreadable_warehouse_id'
        when try_cast(product_id as bigint) is null then 'unreadable_product_id'
        when try_cast(available as integer) is null then 'unreadable_available'
        when try_cast(threshold as integer) is null then 'unreadable_threshold'
        when try_cast(raised_at as timestamp) is null then 'unreadable_raised_at'
        when try_cast(resolved_at as timestamp) is null and resolved_at <> '' then 'unreadable_resolved_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_stock_alerts
