-- panel: commerce/abandonment
-- Carts that held something and became no order within 24 hours, and within 7 days, by the day on which the cart was begun. A share is empty
-- until its window has passed for the whole day.
-- title: Abandoned carts
-- column: day = date, the day on which carts were begun
-- column: carts = carts, that held something
-- column: abandoned_24h = share, no order within 24 hours
-- column: abandoned_7d = share, no order within 7 days
-- column: value = money, of the goods in them
with last_day as (
    select max(sales_date) as day
    from gold.kpi_shop_sales
)

select
    created_date as day,
    cast(sum(carts) as bigint) as carts,
    case when created_date < day then 1 - sum(ordered_24h) / cast(sum(carts) as double) end as abandoned_24h,
    case when created_date < day - 6 then 1 - sum(ordered_7d) / cast(sum(carts) as double) end as abandoned_7d,
    sum(value) as value
from gold.kpi_cart_abandonment
cross join last_day
group by created_date, day
order by created_date
