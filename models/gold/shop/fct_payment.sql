-- model: gold.fct_payment
-- One row per attempt to charge or to refund. Money moves when a charge is captured or a refund is settled: amount_in and amount_out
-- are that, by settled_date. A refund without a return pays back an order that was cancelled.
-- grain: an attempted payment
-- materialization: merge
-- key: payment_id
-- by: order_id
-- order: order_id, payment_id
-- references: gold.fct_order(order_id)
-- references: gold.fct_return(return_id)
-- check: not_null(payment_id, order_id)
-- check: unique(payment_id)
select
    payments.payment_id,
    payments.order_id,
    orders.customer_id,
    orders.channel_id,
    channels.name as channel,
    payments.kind,
    payments.return_id,
    payments.method,
    payments.status,
    payments.amount,
    payments.card_bin,
    payments.card_last4,
    payments.decline_reason,
    payments.device_id,
    payments.attempted_at,
    payments.settled_at,
    cast(payments.attempted_at as date) as attempted_date,
    cast(payments.settled_at as date) as settled_date,
    payments.status = 'declined' as is_declined,
    cast(case when payments.kind = 'charge' and payments.status = 'captured' then payments.amount else 0 end as decimal(18, 2))
        as amount_in,
    cast(case when payments.kind = 'refund' and payments.status = 'settled' then payments.amount else 0 end as decimal(18, 2))
        as amount_out
from silver.shop_payments as payments
inner join silver.shop_orders as orders on orders.order_id = payments.order_id
left join silver.shop_channels as channels on channels.channel_id = orders.channel_id
