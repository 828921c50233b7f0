-- model: silver.qc_checks
-- Inspections of batches, each once, matched to the batch that they belong to. A check for a batch that nobody knows waits in
-- quarantine and leaves it when the batch comes. Nobody inspects a batch before it begins: a time that says so, and that lies
-- behind the batch when it is read as the plant's own time, was written in plant time and is repaired; otherwise it is flagged.
-- grain: an inspection
-- materialization: merge
-- key: batch_key, check_id
-- by: batch_key
-- order: batch_key, check_id
-- check: not_null(check_id, batch_id, production_date, passed)
-- check: unique(batch_key, check_id)
with results as (
    select
        written.pass_fail as written,
        spelled.name as result
    from (select distinct pass_fail from bronze.qc_checks) as written
    left join silver.known_names as spelled
        on spelled.kind = 'result' and spelled.spelling = singular_name(written.pass_fail)
),

cells as (
    select
        batch_key,
        cell_text(check_id) as check_id,
        cell_text(batch_id) as written_batch_id,
        event_time(check_timestamp) as written_at,
        cell_text(inspector_id) as inspector_id,
        results.result,
        cell_text(defect_notes) as defect_notes,
        whole_number(source_seq) as source_seq,
        coalesce(results.result <> pass_fail, false) as is_result_repaired,
        case
            when cell_text(check_id) is null then 'missing_check_id'
            when cell_text(batch_id) is null then 'missing_batch_id'
            when event_time(check_timestamp) is null then 'unreadable_time'
            when results.result is null then 'unknown_result'
        end as unreadable,
        drop_date,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.qc_checks
    left join results on results.written = pass_fail
),

-- Where ids of batches come again after some days, the nearest batch is meant.
matched as (
    select
        cells.*,
        batches.batch_id,
        batches.production_date,
        batches.machine_id,
        batches.product_name,
        batches.started_at,
        greatest(batches.started_at, case when batches.ended_at < batches.started_at + interval 1 day then batches.ended_at end)
            as ended_at,
        batches.is_time_impossible as is_batch_time_impossible
    from cells
    left join silver.production_batches as batches using (batch_key)
    qualify row_number() over (
        partition by cells._file, cells._line
        order by
            abs(date_diff('second', batches.started_at, cells.written_at)),
            batches.production_date
    ) = 1
),

timed as (
    select
        *,
        not is_batch_time_impossible and written_at < started_at - clock_tolerance() as is_before_batch,
        plant_to_utc(written_at) between started_at - clock_tolerance() and ended_at + interval 4 hour as is_plant_time_plausible
    from matched
),

judged as (
    select
        * exclude (is_before_batch, is_plant_time_plausible),
        case when is_before_batch and is_plant_time_plausible then plant_to_utc(written_at) else written_at end as checked_at,
        coalesce(is_before_batch and is_plant_time_plausible, false) as is_zone_repaired,
        coalesce(
            (is_before_batch and not is_plant_time_plausible) or written_at > ended_at + interval 7 day,
            false
        ) as is_time_impossible,
        coalesce(unreadable, case when batch_id is null then 'unknown_batch' end) as unusable
    from timed
),

contents as (
    select
        *,
        hash(written_at, inspector_id, result, defect_notes) as content
    from judged
    where unusable is null
),

ranked as (
    select
        *,
        first_value(content) over (
            partition by batch_key, check_id
            order by source_seq desc nulls last, _landed_at desc, _file desc, _line desc
        ) as latest_content,
        row_number() over (
            partition by batch_key, check_id, content
            order by source_seq desc nulls last, _landed_at, _file, _line
        ) as copy
    from contents
),

outcome as (
    select
        * exclude (content, latest_content, copy, unusable),
        case when content <> latest_content then 'conflicting_duplicate' end as _rule
    from ranked
    where copy = 1 or content <> latest_content
    union all by name
    select
        * exclude (unusable),
        unusable as _rule
    from judged
    where unusable is not null
)

select
    check_id,
    coalesce(batch_id, written_batch_id) as batch_id,
    batch_key,
    production_date,
    machine_id,
    product_name,
    checked_at,
    written_at,
    inspector_id,
    result = 'Pass' as passed,
    defect_notes,
    source_seq,
    is_zone_repaired,
    is_result_repaired,
    is_time_impossible,
    drop_date,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw,
    _rule
from outcome
