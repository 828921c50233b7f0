-- model: score.expected_kpi_sla
-- Promises of known orders, kept and broken, by the day of the promise.
-- grain: a promised day, region, carrier and channel
-- materialization: view
-- expects: gold.kpi_sla
-- key: promised_date, region, carrier, channel
with due as (
    select
        promised_date,
        coalesce(region, 'unknown') as region,
        coalesce(carrier, 'unknown') as carrier,
        coalesce(channel, 'unknown') as channel,
        count(*) filter (where not is_cancelled) as orders_due,
        count(*) filter (where is_delivered and not is_cancelled) as delivered,
        count(*) filter (where is_delivered and delivered_at is null and not is_cancelled) as delivered_at_unknown,
        count(*) filter (where delivered_at <= promised_at and not is_cancelled) as on_time,
        count(*) filter (where delivered_date <= promised_date and not is_cancelled) as on_time_by_date,
        count(*) filter (where not is_delivered and not is_cancelled) as open_orders,
        count(*) filter (where is_cancelled) as cancelled
    from score.expected_fct_orders
    where promised_date is not null
    group by all
)

select
    *,
    cast(on_time / nullif(cast(delivered - delivered_at_unknown as double), 0) as decimal(9, 6)) as on_time_of_delivered,
    cast(on_time / nullif(cast(orders_due - delivered_at_unknown as double), 0) as decimal(9, 6)) as on_time_of_due
from due
