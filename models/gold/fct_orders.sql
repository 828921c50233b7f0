-- model: gold.fct_orders
-- One row per order for analysis: the time of each stage, lead time, promise kept or not, and its money.
-- Lead time is delivered minus placed and known only for delivered orders whose delivery time can be trusted.
-- On time compares with the promise to the second; on_time_by_date compares calendar days.
-- grain: an order
-- materialization: merge
-- key: order_id
-- by: order_key
-- order: order_id
-- references: gold.dim_channel(channel)
-- references: ordered_date -> gold.dim_date(date_day)
-- check: not_null(order_id, ordered_at, status)
with stages as (
    select
        order_id,
        max(case when left_at is null then status end) as status,
        max(case when status = 'Processing' then trusted_at end) as processing_at,
        max(case when status = 'Shipped' then trusted_at end) as shipped_at,
        max(case when status = 'Delivered' then trusted_at end) as delivered_at,
        max(case when status = 'Returned' then trusted_at end) as returned_at,
        max(case when status = 'Cancelled' then trusted_at end) as cancelled_at,
        bool_or(status = 'Delivered') as is_delivered,
        bool_or(status = 'Cancelled' and left_at is null) as is_cancelled,
        bool_or(is_time_impossible or is_time_backwards or is_jump) as is_flagged
    from silver.order_status_events
    group by order_id
)

select
    orders.order_id,
    orders.order_key,
    stages.status,
    orders.channel,
    orders.carrier,
    orders.region,
    orders.ordered_at,
    stages.processing_at,
    stages.shipped_at,
    stages.delivered_at,
    stages.returned_at,
    stages.cancelled_at,
    orders.promised_at,
    cast(orders.ordered_at as date) as ordered_date,
    cast(stages.delivered_at as date) as delivered_date,
    cast(orders.promised_at as date) as promised_date,
    orders.quantity,
    orders.unit_price,
    cast(orders.unit_price * orders.quantity as decimal(18, 2)) as gross_amount,
    orders.shipping_cost,
    stages.is_delivered,
    stages.is_cancelled,
    stages.is_flagged,
    epoch_us(stages.delivered_at) - epoch_us(orders.ordered_at) as lead_time_us,
    stages.delivered_at <= orders.promised_at as is_on_time,
    cast(stages.delivered_at as date) <= cast(orders.promised_at as date) as is_on_time_by_date
from silver.orders
inner join stages on stages.order_id = orders.order_id
