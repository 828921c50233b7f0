-- model: gold.kpi_summary
-- The figures that people ask for first, over everything in the lake. Sums come from the daily KPIs, which define them; percentiles
-- do not add up: of up to a million orders they are taken over all of them (type 7), of more from the counts by whole hours, with the
-- orders of an hour spread evenly over it, at most an hour off. What is due is due by the end of the day before the last known event.
-- grain: one row
-- materialization: view
with value_of_orders as (
    select
        cast(sum(orders_placed) as bigint) as orders,
        sum(gmv_placed) as gmv_placed,
        sum(gmv_not_cancelled) as gmv_not_cancelled,
        sum(gmv_delivered) as gmv_delivered
    from gold.kpi_gmv
),

lead_time as (
    select
        cast(coalesce(sum(orders), 0) as bigint) as lead_time_orders,
        sum(lead_time_sum_us) / sum(orders) / 86400000000.0 as lead_time_mean_days
    from gold.kpi_lead_time
    where slice = 'all'
),

hours as (
    select lead_time_hours, sum(orders) as orders
    from gold.kpi_lead_time_hours
    group by lead_time_hours
),

lead_times as (
    select quantile_cont(lead_time_us, [0.5, 0.9]) as percentiles_us
    from gold.fct_orders
    cross join (select 1 from hours having sum(orders) <= 1000000)
),

-- The rank of a percentile p among n values is (n - 1) p, counted from 0.
ranked as (
    select
        lead_time_hours,
        orders,
        (sum(orders) over () - 1) * 0.5 - (sum(orders) over up_to - orders) as rank_of_median,
        (sum(orders) over () - 1) * 0.9 - (sum(orders) over up_to - orders) as rank_of_p90
    from hours
    window up_to as (order by lead_time_hours)
),

hourly as (
    select
        max(lead_time_hours + (rank_of_median + 0.5) / orders) filter (rank_of_median >= 0 and rank_of_median < orders) as median_hours,
        max(lead_time_hours + (rank_of_p90 + 0.5) / orders) filter (rank_of_p90 >= 0 and rank_of_p90 < orders) as p90_hours
    from ranked
),

percentiles as (
    select
        coalesce(percentiles_us[1] / 86400000000.0, median_hours / 24) as lead_time_median_days,
        coalesce(percentiles_us[2] / 86400000000.0, p90_hours / 24) as lead_time_p90_days
    from lead_times
    cross join hourly
),

last_event as (
    select max(as_of_date) as as_of_date
    from gold.kpi_status_distribution
    where basis = 'event'
),

promises as (
    select
        sum(on_time) / nullif(cast(sum(delivered - delivered_at_unknown) as double), 0) as on_time_of_delivered,
        sum(on_time_by_date) / nullif(cast(sum(delivered - delivered_at_unknown) as double), 0) as on_time_by_date_of_delivered,
        coalesce(sum(on_time) filter (where promised_date < as_of_date), 0)
            / nullif(cast(sum(orders_due - delivered_at_unknown) filter (where promised_date < as_of_date) as double), 0)
            as on_time_of_due
    from gold.kpi_sla
    cross join last_event
)

select
    value_of_orders.*,
    lead_time.*,
    percentiles.*,
    promises.*,
    last_event.as_of_date
from value_of_orders
cross join lead_time
cross join percentiles
cross join promises
cross join last_event
