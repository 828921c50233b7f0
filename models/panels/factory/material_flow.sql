-- panel: factory/material_flow
-- What became of what: units of input that the plant booked for each product, good and defective units that came of it, and what is left between
-- the stages. Units, for the feeds tell no weight: an iron plate takes one ore, a gear wheel two plates. A flow that is not known is not drawn.
-- title: From ore to gear wheels
-- parameter: from date optional
-- parameter: to date optional
-- column: source = name, where it came from
-- column: target = name, what became of it
-- column: units = units, of the source
with made as (
    select
        product_name,
        sum(units_consumed) as consumed,
        sum(units_good) as good,
        sum(units_defective) as defective,
        sum(units_produced) as produced
    from gold.kpi_yield
    where production_date >= coalesce(cast($from as date), date '0001-01-01')
        and production_date <= coalesce(cast($to as date), date '9999-12-31')
    group by product_name
),

recipes as (
    select
        made.*,
        products.input_name,
        products.stage,
        cast(products.input_per_unit as double) as input_per_unit
    from made
    inner join seed.products as products on products.product_name = made.product_name
),

flows as (
    -- What a product took, and what of its input was left.
    select input_name as source, product_name as target, 1 as place, consumed as units from recipes
    union all
    select product_name, 'defective ' || product_name, 3, defective from recipes
    union all
    select product_name, 'good ' || product_name, 4, good from recipes where stage = 'finished'
    union all
    select
        recipes.product_name,
        'stock of ' || recipes.product_name,
        2,
        recipes.good - coalesce(sum(takers.consumed), 0)
    from recipes
    left join recipes as takers on takers.input_name = recipes.product_name
    where recipes.stage <> 'finished'
    group by recipes.product_name, recipes.good
)

select source, target, cast(units as bigint) as units
from flows
where units > 0
order by place, source, target
