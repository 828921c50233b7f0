-- model: gold.dim_operator
-- People who run machines or write in their logs.
-- grain: an operator
-- materialization: merge
-- key: operator_id
-- by: operator_id
-- order: operator_id
-- check: not_null(operator_id)
-- check: unique(operator_id)
select
    operator_id,
    max(factory_id) as factory_id,
    min(production_date) as first_date,
    max(production_date) as last_date,
    count(*) as days,
    cast(sum(batches) as bigint) as batches,
    cast(sum(units_produced) as bigint) as units_produced,
    cast(sum(log_entries) as bigint) as log_entries
from gold.kpi_operator
group by operator_id
