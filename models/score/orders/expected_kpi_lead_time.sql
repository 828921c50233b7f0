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
),

summed as (
    select
        delivered_date,
        slice,
        slice_value,
        count(*) as orders,
        sum(lead_time_us) as lead_time_sum_us,
        quantile_cont(days, [0.5, 0.9, 0.95]) as quantiles
    from sliced
    group by delivered_date, slice, slice_value
)

select
    delivered_date,
    slice,
    slice_value,
    orders,
    cast(lead_time_sum_us as bigint) as lead_time_sum_us,
    cast(lead_time_sum_us / orders / 86400000000.0 as decimal(18, 6)) as mean_days,
    cast(quantiles[1] as decimal(18, 6)) as median_days,
    cast(quantiles[2] as decimal(18, 6)) as p90_days,
    cast(quantiles[3] as decimal(18, 6)) as p95_days
from summed
