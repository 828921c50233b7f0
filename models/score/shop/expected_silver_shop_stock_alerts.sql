-- model: score.expected_silver_shop_stock_alerts
-- The shop's alerts of low stock as its last change left them, from the truth alone.
-- expects: silver.shop_stock_alerts
-- grain: an alert
-- materialization: view
-- key: alert_id
with ranked as (
    select
        *,
        row_number() over (partition by alert_id order by cast(lsn as bigint) desc) as place
    from truth.shop_stock_alerts
)

select
    cast(alert_id as bigint) as alert_id,
    cast(warehouse_id as bigint) as warehouse_id,
    cast(product_id as bigint) as product_id,
    kind,
    cast(available as integer) as available,
    cast(threshold as integer) as threshold,
    cast(raised_at as timestamp) as raised_at,
    cast(resolved_at as timestamp) as resolved_at
from ranked
where place = 1 and op <> 'D'
