-- model: score.known_entries
-- Log entries as they can be known. A time in the plant's own zone counts as the true one where the opening hours prove it, on a day
-- of which a batch shows that the plant worked.
-- grain: a log entry
-- materialization: replace
-- expects: silver.operator_logs
-- key: machine_id, source_seq
-- required: machine_id, source_seq, log_id, logged_at, action
with working_days as (
    select distinct production_date
    from score.known_batches
),

known as (
    select
        logs.log_id,
        logs.machine_id,
        logs.operator_id,
        logs.production_date,
        case
            when field = 'log_timestamp' and (not is_repairable or working_days.production_date is null) then cast(written_value as timestamp)
            else log_timestamp
        end as logged_at,
        case when field = 'log_timestamp' then cast(written_value as timestamp) else log_timestamp end as written_at,
        logs.action,
        cell_text(case when field = 'notes' then written_value else notes end) as notes,
        arrivals.source_seq,
        field is not distinct from 'machine_id' as is_machine_repaired,
        field is not distinct from 'action' as is_action_repaired,
        field is not distinct from 'log_timestamp' and is_repairable and working_days.production_date is not null as is_zone_repaired,
        false as is_time_impossible,
        cast(arrivals.landed_at - interval 1 day as date) as drop_date,
        cast(arrivals.landed_at as date) as landed_date,
        arrivals.landed_at as _landed_at
    from truth.operator_logs as logs
    inner join (from score.plant_arrivals where feed = 'operator_logs' and absent_reason is null) as arrivals
        on arrivals.entity_key = logs.machine_id || ' ' || strftime(logs.production_date, '%Y-%m-%d') || ' ' || logs.log_id
    left join working_days on working_days.production_date = logs.production_date
)

select
    known.* replace (
        case when _landed_at >= lost['operator_id'] then null else operator_id end as operator_id,
        case when _landed_at >= lost['notes'] then null else notes end as notes
    )
from known
left join score.lost_columns as columns on columns.feed = 'operator_logs'
