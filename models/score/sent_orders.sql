-- model: score.sent_orders
-- True orders whose row has been sent: what is still on its way is nobody's loss yet.
-- grain: an order
-- materialization: view
select orders.*
from truth.orders
anti join (select order_id from score.absent_rows where feed = 'sales' and is_pending) as pending
    on pending.order_id = orders.order_id
