-- model: bronze.shop_order_items
-- Changes of the shop's lines of orders as they came: every value is text, and every row knows the file and line that it stood on.
-- grain: a change of a row
-- materialization: append
select
    *,
    coalesce(try_cast(order_item_id as bigint), -1) as row_key,
    cast(_landed_at as date) as landed_date
from landing.shop_order_items
