-- model: gold.fct_order
-- One row per order of the shop: who and where, the time of each stage, and its money from list price to contribution. gold.fct_orders
-- says the same of the orders that the sales export tells of, as far as an export can.
-- gross_amount is the value of goods at list price (GMV); discount is what promotions took off; channel_fee is what the marketplace
-- keeps; cogs is the FIFO cost of what left stock and did not go back to it. value_returned is what customers asked to give back, less what
-- was rejected; value_received is the part of it whose goods came back, which is when cogs falls too.
-- grain: an order
-- materialization: merge
-- key: order_id
-- by: order_id
-- order: order_id
-- references: gold.dim_promotion(promotion_id)
-- references: gold.customer_value(customer_id) warn
-- check: not_null(order_id, ordered_at, status)
-- check: unique(order_id)
with stages as (
    select
        order_id,
        min(case when to_status = 'Processing' then changed_at end) as processing_at,
        min(case when to_status = 'Shipped' then changed_at end) as shipped_at,
        min(case when to_status = 'Delivered' then changed_at end) as delivered_at,
        min(case when to_status = 'Returned' then changed_at end) as returned_at,
        min(case when to_status = 'Cancelled' then changed_at end) as cancelled_at
    from silver.shop_order_status_history
    group by order_id
),

lines as (
    select
        order_id,
        count(*) as lines,
        sum(quantity) as units,
        sum(gross_amount) as gross_amount,
        sum(units_picked) as units_picked,
        sum(cogs) as cogs
    from gold.fct_order_line
    group by order_id
),

payments as (
    select
        order_id,
        sum(amount_in) as amount_charged,
        sum(amount_out) as amount_refunded,
        count(*) filter (where is_declined) as payments_declined
    from gold.fct_payment
    group by order_id
),

shipments as (
    select order_id, count(*) as parcels, sum(cost) as shipping_cost
    from silver.shop_shipments
    group by order_id
),

returns as (
    select
        order_id,
        count(*) as returns,
        sum(units) as units_returned,
        sum(value_returned) as value_returned,
        sum(case when is_received then value_returned else 0 end) as value_received
    from gold.fct_return
    where is_accepted
    group by order_id
)

select
    orders.order_id,
    orders.customer_id,
    orders.channel_id,
    channels.name as channel,
    orders.promotion_id,
    orders.session_id,
    orders.device_id,
    orders.status,
    orders.ordered_at,
    stages.processing_at,
    stages.shipped_at,
    stages.delivered_at,
    stages.returned_at,
    stages.cancelled_at,
    orders.promised_at,
    cast(orders.ordered_at as date) as ordered_date,
    cast(stages.shipped_at as date) as shipped_date,
    cast(stages.delivered_at as date) as delivered_date,
    orders.status = 'Cancelled' as is_cancelled,
    stages.shipped_at is not null as is_shipped,
    stages.delivered_at is not null as is_delivered,
    stages.delivered_at <= orders.promised_at as is_on_time,
    cast(coalesce(lines.lines, 0) as bigint) as lines,
    cast(coalesce(lines.units, 0) as bigint) as units,
    cast(coalesce(lines.units_picked, 0) as bigint) as units_picked,
    cast(coalesce(lines.gross_amount, 0) as decimal(18, 2)) as gross_amount,
    orders.discount,
    orders.shipping_fee,
    orders.total,
    cast(coalesce(lines.cogs, 0) as decimal(18, 2)) as cogs,
    cast((orders.subtotal - orders.discount) * coalesce(channels.fee_percent, 0) * 0.01 as decimal(18, 2)) as channel_fee,
    cast(coalesce(shipments.parcels, 0) as bigint) as parcels,
    cast(coalesce(shipments.shipping_cost, 0) as decimal(18, 2)) as shipping_cost,
    cast(coalesce(payments.amount_charged, 0) as decimal(18, 2)) as amount_charged,
    cast(coalesce(payments.amount_refunded, 0) as decimal(18, 2)) as amount_refunded,
    cast(coalesce(payments.payments_declined, 0) as bigint) as payments_declined,
    cast(coalesce(returns.returns, 0) as bigint) as returns,
    cast(coalesce(returns.units_returned, 0) as bigint) as units_returned,
    cast(coalesce(returns.value_returned, 0) as decimal(18, 2)) as value_returned,
    cast(coalesce(returns.value_received, 0) as decimal(18, 2)) as value_received
from silver.shop_orders as orders
left join stages on stages.order_id = orders.order_id
left join lines on lines.order_id = orders.order_id
left join payments on payments.order_id = orders.order_id
left join shipments on shipments.order_id = orders.order_id
left join returns on returns.order_id = orders.order_id
left join silver.shop_channels as channels on channels.channel_id = orders.channel_id
