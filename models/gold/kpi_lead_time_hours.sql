-- model: gold.kpi_lead_time_hours
-- How many orders took how many whole hours from being placed to being delivered, by the day of delivery; orders as in gold.kpi_lead_time.
-- It adds up over days, which percentiles do not.
-- grain: a delivery day and a number of whole hours
-- materialization: merge
-- key: delivered_date, lead_time_hours
-- by: delivered_date
-- order: delivered_date, lead_time_hours
-- check: not_null(delivered_date, lead_time_hours, orders)
-- check: unique(delivered_date, lead_time_hours)
select
    delivered_date,
    cast(lead_time_us // 3600000000 as integer) as lead_time_hours,
    count(*) as orders,
    cast(sum(lead_time_us) as bigint) as lead_time_sum_us
from gold.fct_orders
where delivered_date is not null
group by 1, 2
