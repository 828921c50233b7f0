-- model: bronze.shop_customer_tier_history
-- Changes of the shop's moves of customers from tier to tier as they came: every value is text, and every row knows the file and line that it stood on.
-- grain: a change of a row
-- materialization: append
select
    *,
    coalesce(try_cast(customer_id as bigint), -1) as row_key,
    cast(_landed_at as date) as landed_date
from landing.shop_customer_tier_history
