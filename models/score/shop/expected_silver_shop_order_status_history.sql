-- model: score.expected_silver_shop_order_status_history
-- The shop's moves of orders from status to status as its last change left them, from the truth alone.
-- expects: silver.shop_order_status_history
-- grain: an order and the number of its move
-- materialization: view
-- key: order_id, status_no
with ranked as (
    select
        *,
        row_number() over (partition by order_id, status_no order by cast(lsn as bigint) desc) as place
    from truth.shop_order_status_history
)

select
    order_id,
    cast(status_no as integer) as status_no,
    from_status,
    to_status,
    cast(changed_at as timestamp) as changed_at,
    reason
from ranked
where place = 1 and op <> 'D'
