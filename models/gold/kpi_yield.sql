-- model: gold.kpi_yield
-- What was made and how much of it was good, by production day, machine and product. Defect rate is defective of produced; first-pass
-- yield is good units of units made, for nothing is made twice; material yield is produced of what the recipe makes of the input.
-- Batches of which the defective units are unknown are left out of the rates.
-- grain: a production day, a machine and a product
-- materialization: merge
-- key: production_date, machine_id, product_name
-- by: production_date
-- order: production_date, machine_id, product_name
-- check: not_null(production_date, machine_id, product_name)
-- check: unique(production_date, machine_id, product_name)
-- check: true(units_defective <= units_produced)
with daily as (
    select
        production_date,
        machine_id,
        product_name,
        count(*) as batches,
        cast(coalesce(sum(units_produced), 0) as bigint) as units_produced,
        cast(coalesce(sum(units_defective), 0) as bigint) as units_defective,
        cast(coalesce(sum(units_good), 0) as bigint) as units_good,
        cast(coalesce(sum(units_produced) filter (where units_good is not null), 0) as bigint) as units_judged,
        cast(coalesce(sum(units_consumed), 0) as bigint) as units_consumed,
        cast(coalesce(sum(units_consumed) filter (where units_produced is not null), 0) as bigint) as counted_input,
        cast(coalesce(sum(units_produced) filter (where units_consumed is not null), 0) as bigint) as counted_output,
        count(*) filter (where units_produced is null) as batches_without_produced,
        count(*) filter (where units_defective is null) as batches_without_defective,
        count(*) filter (where checks > 0) as batches_inspected,
        count(*) filter (where failed_checks > 0) as batches_failed
    from gold.fct_production_batch
    group by production_date, machine_id, product_name
)

select
    daily.* exclude (units_judged, counted_input, counted_output),
    cast(1 - units_good / nullif(cast(units_judged as double), 0) as decimal(9, 6)) as defect_rate,
    cast(units_good / nullif(cast(units_judged as double), 0) as decimal(9, 6)) as first_pass_yield,
    cast(counted_input / nullif(cast(counted_output as double), 0) as decimal(18, 3)) as input_per_unit
from daily
