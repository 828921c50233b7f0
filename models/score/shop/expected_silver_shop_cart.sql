-- model: score.expected_silver_shop_cart
-- The shop's carts as its last change left them, from the truth alone.
-- expects: silver.shop_cart
-- grain: a cart
-- materialization: view
-- key: cart_id
with ranked as (
    select
        *,
        row_number() over (partition by cart_id order by cast(lsn as bigint) desc) as place
    from truth.shop_cart
)

select
    cast(cart_id as bigint) as cart_id,
    cast(customer_id as bigint) as customer_id,
    session_id,
    cast(channel_id as bigint) as channel_id,
    status,
    order_id,
    cast(created_at as timestamp) as created_at,
    cast(closed_at as timestamp) as closed_at
from ranked
where place = 1 and op <> 'D'
