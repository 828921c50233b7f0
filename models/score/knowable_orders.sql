-- model: score.knowable_orders
-- True orders that a perfect pipeline can know: those whose row has landed readable.
-- grain: an order
-- materialization: view
select orders.*
from truth.orders
left join score.absent_rows as absent
    on absent.feed = 'sales' and absent.order_id = orders.order_id
    -- A destroyed row can have a copy that survived: then the order is known.
    and not exists (from silver.orders as found where found.order_id = orders.order_id)
where absent.order_id is null
