-- model: gold.sales
-- The current snapshot: every order with the status that holds now and the time it began.
-- grain: an order
-- materialization: merge
-- key: order_id
-- by: order_key
-- order: order_id
-- references: gold.dim_channel(channel)
-- check: not_null(order_id, status, updated_at)
with current_status as (
    select order_id, status, status_at
    from silver.order_status_events
    where left_at is null
)

select
    orders.order_id,
    orders.order_key,
    orders.customer_name,
    orders.product,
    orders.quantity,
    orders.unit_price,
    orders.origin,
    orders.destination,
    orders.weight_kg,
    orders.shipping_cost,
    current_status.status,
    orders.ordered_at as sale_timestamp,
    current_status.status_at as updated_at,
    orders.channel,
    orders.carrier,
    orders.region,
    orders.promised_at
from silver.orders
inner join current_status on current_status.order_id = orders.order_id
