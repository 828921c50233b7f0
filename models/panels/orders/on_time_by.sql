-- panel: orders/on_time_by
-- Promises kept, by region, carrier and channel, of orders that were due by the last day of which anything is known. On time is delivered at
-- or before the promised moment. On time of due divides by all orders that were due and not cancelled: one that is still under way counts as
-- late. On time of delivered divides by the delivered ones. Orders whose delivery time cannot be trusted are left out of both.
-- title: On time by region, carrier and channel
-- column: dimension = name, region, carrier or channel
-- column: value = name, which one
-- column: orders = orders, due and not cancelled
-- column: on_time = orders, delivered in time
-- column: open_orders = orders, due and still not delivered
-- column: on_time_share = share, on time of due
-- column: on_time_of_delivered = share, on time of delivered
with last_event as (
    select max(as_of_date) as day
    from gold.kpi_status_distribution
    where basis = 'event'
),

due as (
    select *
    from gold.kpi_sla
    inner join last_event on promised_date <= day
),

sliced as (
    select 'region' as dimension, region as value, orders_due, delivered, delivered_at_unknown, on_time, open_orders from due
    union all
    select 'carrier', carrier, orders_due, delivered, delivered_at_unknown, on_time, open_orders from due
    union all
    select 'channel', channel, orders_due, delivered, delivered_at_unknown, on_time, open_orders from due
)

select
    dimension,
    value,
    cast(sum(orders_due) as bigint) as orders,
    cast(sum(on_time) as bigint) as on_time,
    cast(sum(open_orders) as bigint) as open_orders,
    sum(on_time) / nullif(cast(sum(orders_due - delivered_at_unknown) as double), 0) as on_time_share,
    sum(on_time) / nullif(cast(sum(delivered - delivered_at_unknown) as double), 0) as on_time_of_delivered
from sliced
group by dimension, value
order by dimension, orders desc, value
