-- panel: orders/status_by_day
-- Orders by the status that held at the end of each day (UTC), on two bases. Event: the latest status with event time up to then, with all
-- that is known today. Known: the latest status as it was known then; the difference is what came late. The last 120 days.
-- title: Orders by status, day by day
-- parameter: basis text optional
-- column: day = date, the day
-- column: status = name, the status
-- column: orders = orders, that stood in it at the end of the day
-- column: share = share, of all orders that were placed by then
with asked as (
    select coalesce(cast($basis as varchar), 'event') as basis
),

last_day as (
    select max(as_of_date) as day
    from gold.kpi_status_distribution
)

select as_of_date as day, status, orders, share
from gold.kpi_status_distribution as distribution
inner join asked on distribution.basis = asked.basis
inner join last_day on as_of_date > last_day.day - 120
order by as_of_date, status_rank(status)
