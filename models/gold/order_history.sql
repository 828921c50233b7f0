-- model: gold.order_history
-- The audit trail: every status that was ever reported for an order, also those that a later message of the source corrected.
-- Rows are only added. Each state that gold.sales shows has its row here.
-- grain: a status of an order at a time, by source
-- materialization: append
-- key: order_id, status, changed_at, source
-- by: order_key
-- order: order_id, changed_at, status, source
-- check: not_null(order_id, status, changed_at)
with accepted as (
    select order_id, order_key, status, status_at, source
    from silver.order_status_events
),

corrected_orders as (
    select order_id, order_key, 'Pending' as status, ordered_at as status_at, 'sales' as source
    from quarantine.silver_orders
    where _rule = 'conflicting_duplicate'
),

corrected_updates as (
    select order_id, order_key, status, status_at, source
    from quarantine.silver_order_status_events
    where _rule = 'conflicting_duplicate'
),

messages as (
    select * from accepted
    union all
    select * from corrected_orders
    union all
    select * from corrected_updates
)

select distinct
    order_id,
    order_key,
    status,
    status_at as changed_at,
    source
from messages
