-- model: gold.dim_product
-- Products of the factories and how they are made over time: a new version begins on the day on which a recipe changed. Input per unit
-- is what the plant booked, else what the recipe in seeds/products.csv says.
-- grain: a product and a period
-- materialization: scd2
-- key: product_name
-- valid_from: production_date
-- order: product_name, valid_from
-- check: not_null(product_name, valid_from)
-- check: unique(product_name, valid_from)
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
    daily.product_name,
    daily.production_date,
    recipes.stage,
    daily.made_by,
    recipes.input_name,
    coalesce(cast(daily.input_per_unit as decimal(9, 1)), cast(recipes.input_per_unit as decimal(9, 1))) as input_per_unit
from daily
left join seed.products as recipes using (product_name)
