-- model: score.expected_silver_shop_wishlist
-- The shop's customers' wishlists as its last change left them, from the truth alone.
-- expects: silver.shop_wishlist
-- grain: a customer and a product
-- materialization: view
-- key: customer_id, product_id
with ranked as (
    select
        *,
        row_number() over (partition by customer_id, product_id order by cast(lsn as bigint) desc) as place
    from truth.shop_wishlist
)

select
    cast(customer_id as bigint) as customer_id,
    cast(product_id as bigint) as product_id,
    cast(added_at as timestamp) as added_at,
    note
from ranked
where place = 1 and op <> 'D'
