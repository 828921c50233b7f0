-- model: score.expected_silver_shop_cart_items
-- The shop's items of carts as its last change left them, from the truth alone.
-- expects: silver.shop_cart_items
-- grain: a cart and a product
-- materialization: view
-- key: cart_id, product_id
with ranked as (
    select
        *,
        row_number() over (partition by cart_id, product_id order by cast(lsn as bigint) desc) as place
    from truth.shop_cart_items
)

select
    cast(cart_id as bigint) as cart_id,
    cast(product_id as bigint) as product_id,
    cast(quantity as integer) as quantity,
    cast(unit_price as decimal(18, 2)) as unit_price,
    cast(added_at as timestamp) as added_at
from ranked
where place = 1 and op <> 'D'
