-- model: score.expected_silver_shop_reviews
-- The shop's reviews as its last change left them, from the truth alone.
-- expects: silver.shop_reviews
-- grain: a review
-- materialization: view
-- key: review_id
with ranked as (
    select
        *,
        row_number() over (partition by review_id order by cast(lsn as bigint) desc) as place
    from truth.shop_reviews
)

select
    cast(review_id as bigint) as review_id,
    cast(customer_id as bigint) as customer_id,
    cast(order_item_id as bigint) as order_item_id,
    cast(rating as integer) as rating,
    title,
    body,
    cast(created_at as timestamp) as created_at
from ranked
where place = 1 and op <> 'D'
