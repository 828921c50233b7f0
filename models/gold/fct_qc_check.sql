-- model: gold.fct_qc_check
-- Inspections with the batch that they belong to.
-- grain: an inspection
-- materialization: merge
-- key: production_date, batch_key, check_id
-- by: production_date
-- order: production_date, batch_key, check_id
-- references: gold.fct_production_batch(production_date, batch_key)
-- check: not_null(check_id, batch_id, production_date, passed)
-- check: unique(production_date, batch_key, check_id)
select
    checks.check_id,
    checks.batch_id,
    checks.batch_key,
    checks.production_date,
    batches.machine_id,
    batches.product_name,
    checks.checked_at,
    checks.inspector_id,
    checks.passed,
    checks.defect_notes,
    batches.units_produced,
    batches.units_defective,
    case when not checks.is_time_impossible then date_diff('second', batches.ended_at, checks.checked_at) end
        as seconds_after_batch,
    checks.is_zone_repaired,
    checks.is_time_impossible,
    checks.source_seq
from silver.qc_checks as checks
inner join silver.production_batches as batches
    on batches.production_date = checks.production_date and batches.batch_key = checks.batch_key
