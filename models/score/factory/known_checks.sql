-- model: score.known_checks
-- Inspections as they can be known: those whose batch is known. A time in the plant's own zone counts as the true one where the batch
-- proves it.
-- grain: an inspection
-- materialization: replace
-- expects: silver.qc_checks
-- key: check_id
-- required: check_id, batch_id, checked_at, passed
with known as (
    select
        checks.check_id,
        checks.batch_id,
        batches.batch_key,
        checks.production_date,
        batches.machine_id,
        batches.product_name,
        case when field = 'check_timestamp' and not is_repairable then cast(written_value as timestamp) else check_timestamp end as checked_at,
        case when field = 'check_timestamp' then cast(written_value as timestamp) else check_timestamp end as written_at,
        case when field = 'inspector_id' then null else inspector_id end as inspector_id,
        checks.pass_fail = 'Pass' as passed,
        cell_text(case when field = 'defect_notes' and kind = 'typo' then written_value else defect_notes end) as defect_notes,
        arrivals.source_seq,
        field is not distinct from 'check_timestamp' and is_repairable as is_zone_repaired,
        field is not distinct from 'pass_fail' as is_result_repaired,
        false as is_time_impossible,
        cast(arrivals.landed_at - interval 1 day as date) as drop_date,
        cast(arrivals.landed_at as date) as landed_date,
        arrivals.landed_at as _landed_at
    from truth.qc_checks as checks
    inner join (from score.plant_arrivals where feed = 'qc_checks' and absent_reason is null) as arrivals
        on arrivals.entity_key = checks.check_id
    inner join score.known_batches as batches on batches.batch_id = checks.batch_id
)

select
    known.* replace (
        case when _landed_at >= lost['inspector_id'] then null else inspector_id end as inspector_id,
        case when _landed_at >= lost['defect_notes'] then null else defect_notes end as defect_notes
    )
from known
left join score.lost_columns as columns on columns.feed = 'qc_checks'
