-- model: gold.kpi_return_rate
-- What of that which was shipped came back, by units, value and orders, two ways: basis order counts by the day of the order (a cohort;
-- young cohorts are not finished), basis return sets what was asked to be taken back on a day beside what was shipped on that day.
-- Rejected returns do not count. An order with several returns on a day is one order returned.
-- grain: a basis and a day
-- materialization: merge
-- key: basis, rate_date
-- by: rate_date
-- via: gold.fct_order(ordered_date, shipped_date)
-- via: gold.fct_return(requested_date)
-- order: basis, rate_date
-- check: not_null(basis, rate_date)
-- check: unique(basis, rate_date)
with counted as (
    select
        'order' as basis,
        ordered_date as rate_date,
        1 as orders_shipped,
        units as units_shipped,
        gross_amount - discount as value_shipped,
        case when returns > 0 then order_id end as order_returned,
        units_returned,
        value_returned
    from gold.fct_order
    where is_shipped
    union all
    select 'return', shipped_date, 1, units, gross_amount - discount, null, 0, 0
    from gold.fct_order
    where is_shipped
    union all
    select 'return', requested_date, 0, 0, 0, order_id, units, value_returned
    from gold.fct_return
    where is_accepted
),

daily as (
    select
        basis,
        rate_date,
        cast(sum(orders_shipped) as bigint) as orders_shipped,
        cast(sum(units_shipped) as bigint) as units_shipped,
        cast(sum(value_shipped) as decimal(18, 2)) as value_shipped,
        count(distinct order_returned) as orders_returned,
        cast(sum(units_returned) as bigint) as units_returned,
        cast(sum(value_returned) as decimal(18, 2)) as value_returned
    from counted
    group by basis, rate_date
)

select
    *,
    cast(orders_returned as double) / nullif(orders_shipped, 0) as rate_by_orders,
    cast(units_returned as double) / nullif(units_shipped, 0) as rate_by_units,
    cast(value_returned as double) / nullif(cast(value_shipped as double), 0) as rate_by_value
from daily
