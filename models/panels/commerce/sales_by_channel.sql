-- panel: commerce/sales_by_channel
-- What each channel sold, by the day of the order, from the sales feed. GMV is unit price times quantity of all orders that were placed.
-- title: Sales by channel
-- column: day = date, the day on which orders were placed
-- column: channel = name, where
-- column: orders = orders, placed
-- column: gmv_placed = money, of all of them
-- column: gmv_share = share, of the day's GMV
select
    ordered_date as day,
    channel,
    orders_placed as orders,
    gmv_placed,
    cast(gmv_placed as double) / nullif(sum(cast(gmv_placed as double)) over (partition by ordered_date), 0) as gmv_share
from gold.kpi_gmv
order by ordered_date, channel
