-- panel: commerce/stock_alerts
-- Alerts of low stock by the day on which they were raised and by kind: below safety stock, at the reorder point, or nothing left. The last 60
-- days.
-- title: Stock alerts
-- column: day = date, on which they were raised
-- column: kind = name, below_safety_stock, reorder or stock_out
-- column: alerts = alerts, raised
-- column: alerts_open = alerts, of these that are still open
-- column: mean_hours_to_resolve = hours, how long closed ones lasted
with last_day as (
    select max(raised_date) as day
    from gold.kpi_stock_alerts
)

select
    raised_date as day,
    kind,
    cast(sum(alerts) as bigint) as alerts,
    cast(sum(alerts_open) as bigint) as alerts_open,
    sum(mean_hours_to_resolve * (alerts - alerts_open)) / nullif(sum(alerts - alerts_open), 0) as mean_hours_to_resolve
from gold.kpi_stock_alerts
inner join last_day on raised_date > day - 60
group by raised_date, kind
order by raised_date, kind
