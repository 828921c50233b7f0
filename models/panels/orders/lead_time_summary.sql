-- panel: orders/lead_time_summary
-- Lead time is delivered minus placed, of delivered orders whose delivery time can be trusted. The mean is exact. Percentiles interpolate
-- linearly between ranks (type 7) and come from counts by whole hours, with the orders of an hour spread evenly over it: they are at most an
-- hour off. gold.kpi_summary has those of up to a million orders exactly.
-- title: Lead time in one line
-- parameter: from date optional
-- parameter: to date optional
-- column: orders = orders, delivered
-- column: avg_hours = hours, mean
-- column: p50_hours = hours, half of the orders took at most this long
-- column: p90_hours = hours, nine of ten took at most this long
-- column: p99_hours = hours, ninety-nine of a hundred took at most this long
with hours as (
    select
        lead_time_hours,
        cast(sum(orders) as bigint) as orders,
        cast(sum(lead_time_sum_us) as double) as lead_time_sum_us
    from gold.kpi_lead_time_hours
    where delivered_date >= coalesce(cast($from as date), date '0001-01-01')
        and delivered_date <= coalesce(cast($to as date), date '9999-12-31')
    group by lead_time_hours
),

ranked as (
    select
        *,
        sum(orders) over (order by lead_time_hours) - orders as orders_below,
        sum(orders) over () as all_orders
    from hours
),

-- The rank of a percentile p among n values is (n - 1) p, counted from 0.
wanted as (
    select share, (all_orders - 1) * share as rank
    from (select any_value(all_orders) as all_orders from ranked)
    cross join (values (0.5), (0.9), (0.99)) as shares(share)
),

percentiles as (
    select
        share,
        max(lead_time_hours + (rank - orders_below + 0.5) / orders) as hours
    from wanted
    inner join ranked on orders_below <= rank
    where rank < orders_below + orders
    group by share
)

select
    cast(sum(orders) as bigint) as orders,
    sum(lead_time_sum_us) / sum(orders) / 3600000000.0 as avg_hours,
    (select max(hours) from percentiles where share = 0.5) as p50_hours,
    (select max(hours) from percentiles where share = 0.9) as p90_hours,
    (select max(hours) from percentiles where share = 0.99) as p99_hours
from hours
having sum(orders) > 0
