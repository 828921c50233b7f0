-- panel: commerce/aov
-- Average order value: GMV divided by orders of the same variant, by the day of the order, of all channels.
-- title: Average order value
-- column: day = date, the day on which orders were placed
-- column: aov_placed = money per order, of all orders
-- column: aov_not_cancelled = money per order, without cancelled orders
-- column: aov_delivered = money per order, of delivered orders
select
    ordered_date as day,
    cast(sum(gmv_placed) as double) / nullif(sum(orders_placed), 0) as aov_placed,
    cast(sum(gmv_not_cancelled) as double) / nullif(sum(orders_not_cancelled), 0) as aov_not_cancelled,
    cast(sum(gmv_delivered) as double) / nullif(sum(orders_delivered), 0) as aov_delivered
from gold.kpi_gmv
group by ordered_date
order by ordered_date
