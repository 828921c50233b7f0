-- model: bronze.logistics
-- The carriers' status updates as they came: every value is text, and every row knows the file and line that it stood on.
-- grain: a row of an update file
-- materialization: append
select
    *,
    order_key(order_id) as order_key,
    cast(_landed_at as date) as landed_date
from landing.logistics
