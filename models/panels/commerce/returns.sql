-- panel: commerce/returns
-- What of that which was shipped came back. Basis order counts by the day of the order, a cohort whose young days are not finished; basis
-- return sets what was asked to be taken back on a day beside what was shipped on that day. Rejected returns do not count.
-- title: Returns
-- parameter: basis text optional
-- column: day = date, of the order or of the return, as the basis says
-- column: orders_shipped = orders, that left
-- column: orders_returned = orders, of which something came back
-- column: value_returned = money, of what came back
-- column: rate_by_orders = share, orders returned of shipped
-- column: rate_by_units = share, units returned of shipped
-- column: rate_by_value = share, value returned of shipped
select
    rate_date as day,
    orders_shipped,
    orders_returned,
    value_returned,
    rate_by_orders,
    rate_by_units,
    rate_by_value
from gold.kpi_return_rate
where basis = coalesce(cast($basis as varchar), 'order')
order by rate_date
