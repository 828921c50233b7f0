-- model: score.expected_silver_events
-- The status updates that can be known, and the placing of every known order.
-- grain: an order and a status
-- materialization: view
-- expects: silver.order_status_events
-- key: order_id, status
-- required: order_id, status, status_at
select
    order_id,
    order_key(order_id) as order_key,
    status,
    status_at,
    'logistics' as source,
    source_seq,
    is_id_repaired,
    is_status_repaired,
    is_reset as is_time_impossible,
    cast(landed_at as date) as landed_date,
    landed_at as _landed_at
from score.event_rows
anti join score.absent_orders using (order_id)
where absent_reason is null

union all

select
    order_id,
    order_key(order_id),
    'Pending',
    ordered_at,
    'sales',
    source_seq,
    false,
    false,
    false,
    cast(landed_at as date),
    landed_at
from score.order_rows
where absent_reason is null
