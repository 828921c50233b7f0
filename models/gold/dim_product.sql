-- model: gold.dim_product
-- Products over time: those that the factories make (product_kind made) and those that the shop sells (sold). They are different goods, known by
-- name there and by number here, so product_key says the kind as well; product_name and product_id are what facts call them.
-- A version of a made product begins on the day on which its recipe changed; input per unit is what the plant booked, else what the
-- recipe in seeds/products.csv says. A version of a sold product begins when it came on sale or went, and whenever its price changed in a
-- channel; prices are the lowest and the highest among the channels. Columns of the other kind are empty.
-- grain: a product and a period
-- materialization: scd2
-- key: product_key
-- valid_from: observed_at
-- order: product_key, valid_from
-- check: not_null(product_key, product_kind, valid_from)
-- check: unique(product_key, valid_from)
with daily as (
    select
        product_name,
        production_date,
        min(machine_kind(machine_id)) as made_by,
        quantile_disc(input_per_unit, 0.5) as input_per_unit
    from gold.kpi_yield
    group by product_name, production_date
)

select
    'made/' || daily.product_name as product_key,
    cast(daily.production_date as timestamp) as observed_at,
    'made' as product_kind,
    cast(null as bigint) as product_id,
    daily.product_name,
    cast(null as varchar) as sku,
    cast(null as varchar) as category,
    cast(null as varchar) as supplier,
    cast(null as integer) as weight_grams,
    cast(null as boolean) as is_on_sale,
    cast(null as decimal(18, 2)) as price_low,
    cast(null as decimal(18, 2)) as price_high,
    recipes.stage,
    daily.made_by,
    recipes.input_name,
    coalesce(cast(daily.input_per_unit as decimal(9, 1)), cast(recipes.input_per_unit as decimal(9, 1))) as input_per_unit
from daily
left join seed.products as recipes using (product_name)
