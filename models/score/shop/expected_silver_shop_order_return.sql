-- model: score.expected_silver_shop_order_return
-- The shop's returns as its last change left them, from the truth alone.
-- expects: silver.shop_order_return
-- grain: a return
-- materialization: view
-- key: return_id
with ranked as (
    select
        *,
        row_number() over (partition by return_id order by cast(lsn as bigint) desc) as place
    from truth.shop_order_return
)

select
    cast(return_id as bigint) as return_id,
    order_id,
    reason,
    comment,
    status,
    cast(refund_amount as decimal(18, 2)) as refund_amount,
    cast(requested_at as timestamp) as requested_at,
    cast(received_at as timestamp) as received_at,
    cast(closed_at as timestamp) as closed_at
from ranked
where place = 1 and op <> 'D'
