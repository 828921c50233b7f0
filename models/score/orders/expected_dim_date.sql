-- model: score.expected_dim_date
-- Every day of the months in which known orders were placed.
-- grain: a day
-- materialization: view
-- expects: gold.dim_date
-- key: date_day
with span as (
    select date_trunc('month', min(ordered_date)) as first_day, last_day(max(ordered_date)) as final_day
    from score.expected_kpi_gmv
),

days as (
    select cast(unnest(generate_series(cast(first_day as timestamp), cast(final_day as timestamp), interval 1 day)) as date) as date_day
    from span
)

select
    date_day,
    cast(strftime(date_day, '%Y') as integer) as year,
    cast((cast(strftime(date_day, '%m') as integer) + 2) // 3 as integer) as quarter,
    cast(strftime(date_day, '%m') as integer) as month,
    cast(strftime(date_day, '%d') as integer) as day_of_month,
    cast(strftime(date_day, '%u') as integer) as iso_day_of_week,
    strftime(date_day, '%A') as day_name,
    cast(strftime(date_day, '%G') as integer) as iso_year,
    cast(strftime(date_day, '%V') as integer) as iso_week,
    cast(strftime(date_day, '%u') as integer) in (6, 7) as is_weekend
from days
