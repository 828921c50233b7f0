-- model: gold.kpi_lead_time
-- Lead time in days: delivered minus placed, of orders delivered on that day whose delivery time can be trusted. Orders that are
-- still under way are not in it. Percentiles interpolate linearly between ranks (type 7). Slices: all orders, and by carrier,
-- channel and region.
-- grain: a delivery day, a slice and its value
-- materialization: merge
-- key: delivered_date, slice, slice_value
-- by: delivered_date
-- order: delivered_date, slice, slice_value
-- check: not_null(delivered_date, slice, slice_value, orders)
-- check: unique(delivered_date, slice, slice_value)
-- check: true(mean_days >= 0) warn
with delivered as (
    select
        delivered_date,
        coalesce(carrier, 'unknown') as carrier,
        coalesce(channel, 'unknown') as channel,
        coalesce(region, 'unknown') as region,
        lead_time_us,
        lead_time_us / 86400000000.0 as lead_time_days
    from gold.fct_orders
    where delivered_date is not null
),

sliced as (
    select delivered_date, 'all' as slice, 'all' as slice_value, lead_time_us, lead_time_days from delivered
    union all
    select delivered_date, 'carrier', carrier, lead_time_us, lead_time_days from delivered
    union all
    select delivered_date, 'channel', channel, lead_time_us, lead_time_days from delivered
    union all
    select delivered_date, 'region', region, lead_time_us, lead_time_days from delivered
)

select
    delivered_date,
    slice,
    slice_value,
    count(*) as orders,
    cast(sum(lead_time_us) as bigint) as lead_time_sum_us,
    cast(sum(lead_time_us) / count(*) / 86400000000.0 as decimal(18, 6)) as mean_days,
    cast(quantile_cont(lead_time_days, 0.5) as decimal(18, 6)) as median_days,
    cast(quantile_cont(lead_time_days, 0.9) as decimal(18, 6)) as p90_days,
    cast(quantile_cont(lead_time_days, 0.95) as decimal(18, 6)) as p95_days
from sliced
group by delivered_date, slice, slice_value
