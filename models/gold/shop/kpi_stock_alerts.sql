-- model: gold.kpi_stock_alerts
-- Alerts of low stock by the day on which they were raised, by warehouse and kind: how many, how many are still open, and how long those
-- that are closed lasted.
-- grain: a day, a warehouse and a kind of alert
-- materialization: replace
-- key: raised_date, warehouse_id, kind
-- order: raised_date, warehouse_id, kind
-- check: unique(raised_date, warehouse_id, kind)
select
    cast(raised_at as date) as raised_date,
    warehouse_id,
    kind,
    count(*) as alerts,
    count(*) filter (where resolved_at is null) as alerts_open,
    count(distinct product_id) as products,
    cast(sum(epoch_us(resolved_at) - epoch_us(raised_at)) as double) / nullif(count(resolved_at), 0) / 3600000000.0 as mean_hours_to_resolve
from silver.shop_stock_alerts
group by 1, 2, 3
