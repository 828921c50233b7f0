-- panel: orders/on_time_by_day
-- Promises kept, by the day on which delivery was promised, up to the last day of which anything is known. On time of due divides by all orders
-- that were due that day and not cancelled; on time of delivered by the delivered ones; by date compares calendar days instead of moments.
-- title: On time by promised day
-- parameter: dimension text optional
-- parameter: value text optional
-- column: day = date, the promised day
-- column: orders = orders, due and not cancelled
-- column: on_time = orders, delivered at or before the promised moment
-- column: on_time_share = share, on time of due
-- column: on_time_of_delivered = share, on time of delivered
-- column: on_time_by_date_of_delivered = share, delivered on or before the promised day, of delivered
with last_event as (
    select max(as_of_date) as day
    from gold.kpi_status_distribution
    where basis = 'event'
)

select
    promised_date as day,
    cast(sum(orders_due) as bigint) as orders,
    cast(sum(on_time) as bigint) as on_time,
    sum(on_time) / nullif(cast(sum(orders_due - delivered_at_unknown) as double), 0) as on_time_share,
    sum(on_time) / nullif(cast(sum(delivered - delivered_at_unknown) as double), 0) as on_time_of_delivered,
    sum(on_time_by_date) / nullif(cast(sum(delivered - delivered_at_unknown) as double), 0) as on_time_by_date_of_delivered
from gold.kpi_sla
inner join last_event on promised_date <= last_event.day
where coalesce(
    case cast($dimension as varchar) when 'region' then region when 'carrier' then carrier when 'channel' then channel end
        = cast($value as varchar),
    true
)
group by promised_date
order by promised_date
