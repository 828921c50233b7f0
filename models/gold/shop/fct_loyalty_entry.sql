-- model: gold.fct_loyalty_entry
-- One row per change of points.
-- grain: an entry of the loyalty ledger
-- materialization: merge
-- key: entry_id
-- by: entry_id
-- order: entry_id
-- references: gold.fct_order(order_id)
-- references: gold.customer_value(customer_id) warn
-- check: not_null(entry_id, customer_id, points)
-- check: unique(entry_id)
select
    entry_id,
    customer_id,
    kind,
    points,
    order_id,
    occurred_at,
    cast(occurred_at as date) as occurred_date
from silver.shop_loyalty_ledger
