-- model: bronze.sales
-- The shop's sales exports as they came: every value is text, and every row knows the file and line that it stood on.
-- Columns that an export has and the feed does not name are kept as they are.
-- grain: a row of an export
-- materialization: append
select
    *,
    order_key(order_id) as order_key,
    cast(_landed_at as date) as landed_date
from landing.sales
