-- model: score.expected_silver_shop_payments
-- The shop's charges and refunds as its last change left them, from the truth alone.
-- expects: silver.shop_payments
-- grain: an attempted payment
-- materialization: view
-- key: payment_id
with ranked as (
    select
        *,
        row_number() over (partition by payment_id order by cast(lsn as bigint) desc) as place
    from truth.shop_payments
)

select
    cast(payment_id as bigint) as payment_id,
    order_id,
    kind,
    cast(return_id as bigint) as return_id,
    method,
    status,
    cast(amount as decimal(18, 2)) as amount,
    card_bin,
    card_last4,
    decline_reason,
    device_id,
    cast(attempted_at as timestamp) as attempted_at,
    cast(settled_at as timestamp) as settled_at
from ranked
where place = 1 and op <> 'D'
