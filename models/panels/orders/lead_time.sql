-- panel: orders/lead_time
-- How long orders took from being placed to being delivered, in whole hours. Delivered orders only, whose delivery time can be trusted;
-- orders under way are not in it.
-- title: Lead time
-- parameter: from date optional
-- parameter: to date optional
-- column: bucket_hours = hours, the whole hours that an order took; 24 is from 24 to under 25
-- column: orders = orders, that took so long
select
    lead_time_hours as bucket_hours,
    cast(sum(orders) as bigint) as orders
from gold.kpi_lead_time_hours
where delivered_date >= coalesce(cast($from as date), date '0001-01-01')
    and delivered_date <= coalesce(cast($to as date), date '9999-12-31')
group by lead_time_hours
order by lead_time_hours
