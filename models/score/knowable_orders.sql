-- model: score.knowable_orders
-- True orders that a perfect pipeline can know: those whose row has landed readable.
-- grain: an order
-- materialization: view
select orders.*
from truth.orders
anti join (select order_id from score.absent_rows where feed = 'sales') as absent
    on absent.order_id = orders.order_id
