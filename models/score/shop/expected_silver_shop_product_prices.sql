-- model: score.expected_silver_shop_product_prices
-- The shop's prices of products by channel and period as its last change left them, from the truth alone.
-- expects: silver.shop_product_prices
-- grain: a price
-- materialization: view
-- key: price_id
with ranked as (
    select
        *,
        row_number() over (partition by price_id order by cast(lsn as bigint) desc) as place
    from truth.shop_product_prices
)

select
    cast(price_id as bigint) as price_id,
    cast(product_id as bigint) as product_id,
    cast(channel_id as bigint) as channel_id,
    cast(price as decimal(18, 2)) as price,
    cast(valid_from as timestamp) as valid_from,
    cast(valid_to as timestamp) as valid_to
from ranked
where place = 1 and op <> 'D'
