-- model: score.expected_silver_shop_return_items
-- The shop's lines of returns as its last change left them, from the truth alone.
-- expects: silver.shop_return_items
-- grain: a line of a return
-- materialization: view
-- key: return_item_id
with ranked as (
    select
        *,
        row_number() over (partition by return_item_id order by cast(lsn as bigint) desc) as place
    from truth.shop_return_items
)

select
    cast(return_item_id as bigint) as return_item_id,
    cast(return_id as bigint) as return_id,
    cast(order_item_id as bigint) as order_item_id,
    cast(quantity as integer) as quantity,
    cast(refund_amount as decimal(18, 2)) as refund_amount,
    condition
from ranked
where place = 1 and op <> 'D'
