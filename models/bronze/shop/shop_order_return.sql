-- model: bronze.shop_order_return
-- Changes of the shop's returns as they came: every value is text, and every row knows the file and line that it stood on.
-- grain: a change of a row
-- materialization: append
select
    *,
    coalesce(try_cast(return_id as bigint), -1) as row_key,
    cast(_landed_at as date) as landed_date
from landing.shop_order_return
