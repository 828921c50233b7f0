-- model: score.sent_events
-- True status events whose row has been sent.
-- grain: an order and a status
-- materialization: view
select events.*
from truth.order_status_events as events
semi join score.sent_orders as orders on orders.order_id = events.order_id
anti join (select order_id, status from score.absent_rows where feed = 'logistics' and is_pending) as pending
    on pending.order_id = events.order_id and pending.status = events.status
