-- model: gold.dim_date
-- Every day of every month in which orders were placed, with the parts of a date that reports group by. Weeks are ISO weeks.
-- grain: a day
-- materialization: replace
-- key: date_day
-- order: date_day
-- check: unique(date_day)
with span as (
    select
        date_trunc('month', min(ordered_date)) as first_month,
        last_day(max(ordered_date)) as last_day
    from gold.kpi_gmv
),

days as (
    select cast(unnest(generate_series(cast(first_month as timestamp), cast(last_day as timestamp), interval 1 day)) as date)
        as date_day
    from span
)

select
    date_day,
    cast(year(date_day) as integer) as year,
    cast(quarter(date_day) as integer) as quarter,
    cast(month(date_day) as integer) as month,
    cast(day(date_day) as integer) as day_of_month,
    cast(isodow(date_day) as integer) as iso_day_of_week,
    dayname(date_day) as day_name,
    cast(isoyear(date_day) as integer) as iso_year,
    cast(weekofyear(date_day) as integer) as iso_week,
    isodow(date_day) > 5 as is_weekend
from days
