-- model: gold.order_history
-- The audit trail: every status that was ever reported for an order, also those that a later message of the source corrected.
-- Rows are only added. Each state that gold.sales shows has its row here.
-- grain: a status message of an order
-- materialization: append
-- key: order_id, status, changed_at, source, source_seq
-- by: order_key
-- order: order_key, order_id, changed_at, status
-- check: not_null(order_id, status, changed_at)
with messages as (
    select order_id, order_key, status, status_at, source, source_seq
    from silver.order_status_events
    union all
    select order_id, order_key, status, status_at, source, source_seq
    from quarantine.silver_order_status_events
    where _rule = 'conflicting_duplicate'
)

select distinct
    order_id,
    order_key,
    status,
    status_at as changed_at,
    source,
    source_seq
from messages
