-- model: gold.late_orders
-- Promises that were broken: orders that were delivered after the promised moment.
-- grain: an order
-- materialization: merge
-- key: order_id
-- by: order_key
-- order: order_id
-- references: gold.fct_orders(order_id)
-- check: not_null(order_id, delivered_at, promised_at)
-- check: unique(order_id)
-- check: true(late_us > 0)
select
    orders.order_id,
    orders.order_key,
    sales.customer_name,
    orders.channel,
    orders.carrier,
    orders.region,
    orders.ordered_at,
    orders.promised_at,
    orders.delivered_at,
    orders.delivered_date,
    orders.status,
    epoch_us(orders.delivered_at) - epoch_us(orders.promised_at) as late_us
from gold.fct_orders as orders
inner join gold.sales as sales on sales.order_id = orders.order_id and sales.order_key = orders.order_key
where not orders.is_on_time
