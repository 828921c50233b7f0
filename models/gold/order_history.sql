-- model: gold.order_history
-- The audit trail: every status that was ever reported for an order, also those that a later message of the source corrected.
-- Rows are only added. Each state that gold.sales shows has its row here.
-- grain: a status of an order at a time, by source
-- materialization: append
-- key: order_id, status, changed_at, source
-- by: order_key
-- order: order_id, changed_at, status, source
-- references: gold.sales(order_id)
-- check: not_null(order_id, status, changed_at)
with accepted as (
    select order_id, order_key, status, status_at, source
    from silver.order_status_events
),

-- What a later message corrected, each once.
corrected as (
    select order_id, order_key, 'Pending' as status, ordered_at as status_at, 'sales' as source
    from quarantine.silver_orders
    where _rule = 'conflicting_duplicate'
    union
    select order_id, order_key, status, status_at, source
    from quarantine.silver_order_status_events
    where _rule = 'conflicting_duplicate'
),

messages as (
    select * from accepted
    union all
    select *
    from corrected
    where not exists (
        select 1
        from silver.order_status_events as events
        where events.order_id = corrected.order_id
            and events.status = corrected.status
            and events.status_at = corrected.status_at
            and events.source = corrected.source
    )
)

select
    order_id,
    order_key,
    status,
    status_at as changed_at,
    source
from messages
