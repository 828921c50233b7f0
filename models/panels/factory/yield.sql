-- panel: factory/yield
-- What was made and how much of it was good, by production day and product. Defect rate is defective of made; first-pass yield is good of made, for
-- nothing is made twice. Batches of which the defective units are unknown are left out of the rates.
-- title: Yield
-- column: day = date, the production day
-- column: product = name, what was made
-- column: units = units, made
-- column: units_good = units, without a defect
-- column: units_defective = units, with one
-- column: defect_rate = share, defective of made
-- column: first_pass_yield = share, good of made
-- column: batches = batches, made
-- column: batches_inspected = batches, that were inspected
-- column: batches_failed = batches, of which an inspection failed
select
    production_date as day,
    product_name as product,
    cast(sum(units_produced) as bigint) as units,
    cast(sum(units_good) as bigint) as units_good,
    cast(sum(units_defective) as bigint) as units_defective,
    sum(units_produced * cast(defect_rate as double)) / nullif(sum(units_produced) filter (where defect_rate is not null), 0) as defect_rate,
    1 - sum(units_produced * cast(defect_rate as double)) / nullif(sum(units_produced) filter (where defect_rate is not null), 0)
        as first_pass_yield,
    cast(sum(batches) as bigint) as batches,
    cast(sum(batches_inspected) as bigint) as batches_inspected,
    cast(sum(batches_failed) as bigint) as batches_failed
from gold.kpi_yield
group by production_date, product_name
order by production_date, product_name
