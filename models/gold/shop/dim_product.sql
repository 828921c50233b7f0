-- part_of: gold.dim_product
-- What the shop sells.
with moments as (
    select product_id, launched_at as observed_at from silver.shop_products
    union
    select product_id, discontinued_at from silver.shop_products where discontinued_at is not null
    union
    select product_id, valid_from from silver.shop_product_prices
    union
    select product_id, valid_to from silver.shop_product_prices where valid_to is not null
),

priced as (
    select
        moments.product_id,
        moments.observed_at,
        min(prices.price) as price_low,
        max(prices.price) as price_high
    from moments
    left join silver.shop_product_prices as prices
        on prices.product_id = moments.product_id
        and prices.valid_from <= moments.observed_at
        and (prices.valid_to is null or prices.valid_to > moments.observed_at)
    group by moments.product_id, moments.observed_at
)

select
    'sold/' || priced.product_id as product_key,
    priced.observed_at,
    'sold' as product_kind,
    priced.product_id,
    products.name as product_name,
    products.sku,
    categories.name as category,
    suppliers.name as supplier,
    products.weight_grams,
    products.launched_at <= priced.observed_at and coalesce(products.discontinued_at > priced.observed_at, true) as is_on_sale,
    priced.price_low,
    priced.price_high,
    cast(null as varchar) as stage,
    cast(null as varchar) as made_by,
    cast(null as varchar) as input_name,
    cast(null as decimal(9, 1)) as input_per_unit
from priced
inner join silver.shop_products as products on products.product_id = priced.product_id
left join silver.shop_categories as categories on categories.category_id = products.category_id
left join silver.shop_suppliers as suppliers on suppliers.supplier_id = products.supplier_id
