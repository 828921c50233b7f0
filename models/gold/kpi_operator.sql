-- model: gold.kpi_operator
-- What operators did, by production day: batches that they ran, and entries that they wrote.
-- grain: a production day and an operator
-- materialization: merge
-- key: production_date, operator_id
-- by: production_date
-- order: production_date, operator_id
-- references: gold.dim_operator(operator_id)
-- check: unique(production_date, operator_id)
with work as (
    select
        production_date,
        operator_id,
        machine_id,
        factory_id,
        1 as batches,
        coalesce(units_produced, 0) as units_produced,
        0 as log_entries
    from silver.production_batches
    where operator_id is not null
    union all
    select production_date, operator_id, machine_id, null, 0, 0, 1
    from silver.operator_logs
    where operator_id is not null
)

select
    production_date,
    operator_id,
    max(factory_id) as factory_id,
    count(distinct machine_id) as machines,
    cast(sum(batches) as bigint) as batches,
    cast(sum(units_produced) as bigint) as units_produced,
    cast(sum(log_entries) as bigint) as log_entries
from work
group by production_date, operator_id
