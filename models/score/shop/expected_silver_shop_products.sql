-- model: score.expected_silver_shop_products
-- The shop's products as its last change left them, from the truth alone.
-- expects: silver.shop_products
-- grain: a product
-- materialization: view
-- key: product_id
with ranked as (
    select
        *,
        row_number() over (partition by product_id order by cast(lsn as bigint) desc) as place
    from truth.shop_products
)

select
    cast(product_id as bigint) as product_id,
    sku,
    name,
    description,
    cast(category_id as bigint) as category_id,
    cast(supplier_id as bigint) as supplier_id,
    cast(weight_grams as integer) as weight_grams,
    cast(is_active as boolean) as is_active,
    cast(launched_at as timestamp) as launched_at,
    cast(discontinued_at as timestamp) as discontinued_at
from ranked
where place = 1 and op <> 'D'
