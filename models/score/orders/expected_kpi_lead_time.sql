-- model: score.expected_kpi_lead_time
-- Lead time of known orders by the day of delivery: all, and by carrier, channel and region.
-- grain: a delivery day, a slice and its value
-- materialization: view
-- expects: gold.kpi_lead_time
-- key: delivered_date, slice, slice_value
with sliced as (
    select
        delivered_date,
        unnest(['all', 'carrier', 'channel', 'region']) as slice,
        unnest(['all', coalesce(carrier, 'unknown'), coalesce(channel, 'unknown'), coalesce(region, 'unknown')]) as slice_value,
        lead_time_us,
        lead_time_us / 86400000000.0 as days
    from score.expected_fct_orders
    where delivered_date is not null
)

select
    delivered_date,
    slice,
    slice_value,
    count(*) as orders,
    cast(sum(lead_time_us) as bigint) as lead_time_sum_us,
    cast(sum(lead_time_us) / count(*) / 86400000000.0 as decimal(18, 6)) as mean_days,
    cast(quantile_cont(days, 0.5) as decimal(18, 6)) as median_days,
    cast(quantile_cont(days, 0.9) as decimal(18, 6)) as p90_days,
    cast(quantile_cont(days, 0.95) as decimal(18, 6)) as p95_days
from sliced
group by delivered_date, slice, slice_value
