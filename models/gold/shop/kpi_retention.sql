-- model: gold.kpi_retention
-- Of the people who ordered for the first time in a month, how many ordered again one, two, … months later; month 0 is everybody. People,
-- not accounts: accounts with the same phone number and name are one person. Orders that were cancelled do not count. The last
-- month of the data is not finished.
-- grain: a month of first orders and a number of months since
-- materialization: replace
-- key: cohort_month, months_since
-- order: cohort_month, months_since
-- check: not_null(cohort_month, months_since)
-- check: unique(cohort_month, months_since)
-- check: true(active <= customers)
with people as (
    select
        customer_id,
        min(customer_id) over (
            partition by coalesce(phone_digits(phone), cast(customer_id as varchar)), normal_name(full_name)
        ) as person_id
    from silver.shop_customers
),

active_months as (
    select distinct people.person_id, months.month_date
    from gold.customer_months as months
    inner join people on people.customer_id = months.customer_id
),

cohorts as (
    select person_id, min(month_date) as cohort_month
    from active_months
    group by person_id
),

sizes as (
    select cohort_month, count(*) as customers
    from cohorts
    group by cohort_month
),

came_back as (
    select
        cohorts.cohort_month,
        active_months.month_date,
        count(*) as active
    from active_months
    inner join cohorts on cohorts.person_id = active_months.person_id
    group by cohorts.cohort_month, active_months.month_date
),

-- Also months in which nobody came back.
months as (
    select distinct month_date from active_months
),

grid as (
    select
        sizes.cohort_month,
        months.month_date,
        cast(date_diff('month', sizes.cohort_month, months.month_date) as integer) as months_since,
        sizes.customers
    from sizes
    inner join months on months.month_date >= sizes.cohort_month
)

select
    grid.cohort_month,
    grid.months_since,
    grid.customers,
    coalesce(came_back.active, 0) as active,
    cast(coalesce(came_back.active, 0) as double) / grid.customers as retention
from grid
left join came_back on came_back.cohort_month = grid.cohort_month and came_back.month_date = grid.month_date
