-- model: bronze.shop_orders
-- Changes of the shop's orders as they came: every value is text, and every row knows the file and line that it stood on.
-- grain: a change of a row
-- materialization: append
select
    *,
    coalesce(order_id, '') as row_key,
    cast(_landed_at as date) as landed_date
from landing.shop_orders
