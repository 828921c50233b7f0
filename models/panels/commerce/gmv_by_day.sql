-- panel: commerce/gmv_by_day
-- Gross merchandise value: unit price times quantity, without freight, by the day of the order. Placed counts every order, not cancelled leaves
-- out those that were cancelled since, delivered counts those that arrived. From the sales feed.
-- title: GMV by day
-- column: day = date, the day on which orders were placed
-- column: orders = orders, placed
-- column: gmv_placed = money, of all orders
-- column: gmv_not_cancelled = money, without cancelled orders
-- column: gmv_delivered = money, of delivered orders
select
    ordered_date as day,
    cast(sum(orders_placed) as bigint) as orders,
    sum(gmv_placed) as gmv_placed,
    sum(gmv_not_cancelled) as gmv_not_cancelled,
    sum(gmv_delivered) as gmv_delivered
from gold.kpi_gmv
group by ordered_date
order by ordered_date
