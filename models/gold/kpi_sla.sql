-- model: gold.kpi_sla
-- Promises kept, by the day on which delivery was promised. on_time_of_delivered divides by delivered orders; on_time_of_due divides
-- by all orders that were due that day and not cancelled, so that an order still under way counts as late once its day has passed.
-- Delivered orders whose delivery time cannot be trusted are counted apart: nobody knows whether they were on time.
-- grain: a promised day, region, carrier and channel
-- materialization: merge
-- key: promised_date, region, carrier, channel
-- by: promised_date
-- order: promised_date, region, carrier, channel
-- references: gold.dim_channel(channel)
-- check: not_null(promised_date, region, carrier, channel)
-- check: unique(promised_date, region, carrier, channel)
-- check: true(on_time <= delivered)
with due as (
    select
        promised_date,
        coalesce(region, 'unknown') as region,
        coalesce(carrier, 'unknown') as carrier,
        coalesce(channel, 'unknown') as channel,
        count(*) filter (where not is_cancelled) as orders_due,
        count(*) filter (where is_delivered and not is_cancelled) as delivered,
        count(*) filter (where is_delivered and delivered_at is null and not is_cancelled) as delivered_at_unknown,
        count(*) filter (where is_on_time and not is_cancelled) as on_time,
        count(*) filter (where is_on_time_by_date and not is_cancelled) as on_time_by_date,
        count(*) filter (where not is_delivered and not is_cancelled) as open_orders,
        count(*) filter (where is_cancelled) as cancelled
    from gold.fct_orders
    where promised_date is not null
    group by 1, 2, 3, 4
)

select
    *,
    cast(on_time / nullif(cast(delivered - delivered_at_unknown as double), 0) as decimal(9, 6)) as on_time_of_delivered,
    cast(on_time / nullif(cast(orders_due - delivered_at_unknown as double), 0) as decimal(9, 6)) as on_time_of_due
from due
