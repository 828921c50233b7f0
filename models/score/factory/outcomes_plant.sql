-- model: score.outcomes_plant
-- What became of every fault of the factory feeds that has taken effect: handled (the result is as if it had not been), missed (it
-- passed as truth), or unrecoverable (nobody can know the true value, and the result does not pretend to).
-- grain: a fault
-- materialization: view
with quarantined_lines as (
    select 'production_batches' as feed, count(*) as lines
    from quarantine.bronze_production_batches
    union all
    select 'sensor_logs', count(*) from quarantine.bronze_sensor_logs
    union all
    select 'qc_checks', count(*) from quarantine.bronze_qc_checks
    union all
    select 'operator_logs', count(*) from quarantine.bronze_operator_logs
),

-- What was destroyed has no key that can be read; each destroyed row must have left something in quarantine.
destroyed as (
    select lost.feed, lost.lost > coalesce(quarantined_lines.lines, 0) as is_swallowed
    from (
        select faults.feed, count(*) as lost
        from (from score.plant_ledger where kind in ('broken_row', 'bad_quoting') and not is_pending) as faults
        anti join score.plant_pending_drops as pending
            on pending.feed = faults.feed and pending.drop_time = faults.arrival_time
        group by faults.feed
    ) as lost
    left join quarantined_lines using (feed)
),

orphans as (
    select distinct check_id
    from quarantine.silver_qc_checks
    where _rule = 'unknown_batch'
),

outliers as (
    select machine_id, source_seq
    from silver.sensor_logs
    where is_temperature_outlier or is_temperature_stuck or is_temperature_drifting
),

unflagged as (
    select readings.machine_id || ' ' || strftime(readings."timestamp", '%Y-%m-%d %H:%M:%S') as entity_key
    from truth.sensor_logs as readings
    anti join outliers on outliers.machine_id = readings.machine_id and outliers.source_seq = readings.source_seq
),

missing as (
    select feed
    from score.wrong_plant
    where is_missing
    group by feed
),

lost_checks as (
    select key
    from score.unknowable_plant
    where reason = 'its batch is unknown'
),

working_days as (
    select distinct production_date
    from score.known_batches
),

-- Joins are on equal columns alone: what a fault does not concern has no key there.
faults as (
    select
        *,
        case when feed = 'qc_checks' then entity_key end as check_id,
        case when feed = 'sensor_logs' then entity_key end as reading_key,
        case when feed = 'operator_logs' then try_cast(split_part(entity_key, ' ', 2) as date) end as log_date
    from score.plant_ledger
    where not is_pending
),

judged as (
    select
        faults.fault_id,
        faults.kind,
        case
            when faults.kind = 'orphan_update' then case when orphans.check_id is not null then 'handled' else 'missed' end
            when faults.kind in ('broken_row', 'bad_quoting') then case when destroyed.is_swallowed then 'missed' else 'unrecoverable' end
            when faults.is_lost then 'unrecoverable'
            when coalesce(wrong.is_missing, false) then 'missed'
            when faults.kind = 'outlier' and faults.field = 'temperature' and unflagged.entity_key is not null
                and arrivals.absent_reason is null then 'missed'
            when not faults.is_repairable
                then case
                    when list_has_any(wrong.columns, [
                        case faults.field
                            when 'start_time' then 'started_at'
                            when 'end_time' then 'ended_at'
                            when 'timestamp' then 'reading_at'
                            when 'check_timestamp' then 'checked_at'
                            when 'log_timestamp' then 'logged_at'
                            else faults.field
                        end,
                        'is_produced_impossible', 'is_time_backwards', 'is_time_impossible', 'is_pressure_outlier',
                        'is_energy_outlier', 'is_efficiency_outlier', 'is_zone_repaired', 'is_temperature_unit_repaired'])
                        then 'missed'
                    else 'unrecoverable'
                end
            when arrivals.absent_reason is not null or lost_check.key is not null then 'unrecoverable'
            when faults.kind = 'zone_mixup' and faults.log_date is not null and working_days.production_date is null
                then 'unrecoverable'
            when faults.kind in ('duplicate_row', 'replayed_batch') then case when wrong.is_doubled then 'missed' else 'handled' end
            when faults.kind in ('late', 'out_of_order') then 'handled'
            when list_has_any(wrong.columns, [
                case faults.field
                    when 'check_timestamp' then 'checked_at'
                    when 'log_timestamp' then 'logged_at'
                    when 'pass_fail' then 'passed'
                    else faults.field
                end])
                then 'missed'
            else 'handled'
        end as outcome
    from faults
    -- What a file brings that has not landed whole has not taken effect yet.
    anti join score.plant_pending_drops as pending
        on pending.feed = faults.feed and pending.drop_time = faults.arrival_time
    left join score.wrong_plant as wrong on wrong.feed = faults.feed and wrong.entity_key = faults.entity_key
    left join score.plant_arrivals as arrivals on arrivals.feed = faults.feed and arrivals.entity_key = faults.entity_key
    left join lost_checks as lost_check on lost_check.key = faults.check_id
    left join working_days on working_days.production_date = faults.log_date
    left join destroyed on destroyed.feed = faults.feed
    left join orphans on orphans.check_id = faults.check_id
    left join unflagged on unflagged.entity_key = faults.reading_key
)

select fault_id, kind, outcome
from judged
union all
select ledger.fault_id, ledger.kind, case when missing.feed is not null then 'missed' else 'handled' end
from score.ledger
left join missing on missing.feed = ledger.feed
where ledger.feed in ('production_batches', 'sensor_logs', 'qc_checks', 'operator_logs') and ledger.field in ('file', 'header') and not ledger.is_pending
