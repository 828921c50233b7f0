-- model: gold.dim_shop_product
-- What the shop sells, over time: a new version begins when a product came on sale or went, and whenever its price changed in a channel.
-- Prices are the lowest and the highest among the channels. gold.dim_product is about the goods that factories make.
-- grain: a product and a period
-- materialization: scd2
-- key: product_id
-- valid_from: observed_at
-- order: product_id, valid_from
-- check: not_null(product_id, valid_from)
-- check: unique(product_id, valid_from)
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
    priced.product_id,
    priced.observed_at,
    products.sku,
    products.name,
    categories.name as category,
    suppliers.name as supplier,
    products.weight_grams,
    products.launched_at <= priced.observed_at and coalesce(products.discontinued_at > priced.observed_at, true) as is_on_sale,
    priced.price_low,
    priced.price_high
from priced
inner join silver.shop_products as products on products.product_id = priced.product_id
left join silver.shop_categories as categories on categories.category_id = products.category_id
left join silver.shop_suppliers as suppliers on suppliers.supplier_id = products.supplier_id
