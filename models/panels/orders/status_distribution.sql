-- panel: orders/status_distribution
-- Orders by the status that held at the end of a day (UTC): the latest status with event time up to then, with all that is known today.
-- title: Orders by status
-- parameter: day date optional
-- column: day = date, the day; the last known one unless asked otherwise
-- column: status = name, Pending, Processing, Shipped, Delivered, Returned or Cancelled
-- column: orders = orders, that stood in it
-- column: share = share, of all orders that were placed by then
with asked as (
    select coalesce(
        cast($day as date),
        (select max(as_of_date) from gold.kpi_status_distribution where basis = 'event')
    ) as day
)

select as_of_date as day, status, orders, share
from gold.kpi_status_distribution
inner join asked on as_of_date = asked.day
where basis = 'event'
order by status_rank(status)
