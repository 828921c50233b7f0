-- model: score.unknowable_plant
-- What nobody can know of the factories: rows that were destroyed or have not landed (no column), and cells whose true value was lost.
-- grain: a row or a cell of a table
-- materialization: view
with keys as (
    select
        'sensor_logs' as feed,
        machine_id || ' ' || strftime("timestamp", '%Y-%m-%d %H:%M:%S') as entity_key,
        machine_id || '|' || source_seq as key
    from truth.sensor_logs
    union all
    select 'operator_logs', machine_id || ' ' || strftime(production_date, '%Y-%m-%d') || ' ' || log_id, machine_id || '|' || source_seq
    from truth.operator_logs
),

lost_cells as (
    select
        feed,
        entity_key,
        case field
            when 'start_time' then 'started_at'
            when 'end_time' then 'ended_at'
            when 'timestamp' then 'reading_at'
            when 'check_timestamp' then 'checked_at'
            when 'log_timestamp' then 'logged_at'
            else field
        end as column_name,
        true_value as truth,
        written_value as written,
        kind as reason
    from score.plant_ledger
    where not is_repairable and not is_pending and not is_lost and not is_cut
        and kind not in ('column_removed', 'column_renamed')
),

lost_rows as (
    select feed, entity_key, null as column_name, null as truth, null as written, absent_reason as reason
    from score.plant_arrivals
    where absent_reason is not null
),

checks_of_lost_batches as (
    select 'qc_checks' as feed, checks.check_id as entity_key, null as column_name, null as truth, null as written,
        'its batch is unknown' as reason
    from truth.qc_checks as checks
    semi join (from score.plant_arrivals where feed = 'qc_checks' and absent_reason is null) as arrivals
        on arrivals.entity_key = checks.check_id
    anti join score.known_batches as batches on batches.batch_id = checks.batch_id
),

unknowable as (
    select * from lost_cells
    union all
    select * from lost_rows
    union all
    select * from checks_of_lost_batches
)

select
    'silver.' || unknowable.feed as table_name,
    coalesce(keys.key, unknowable.entity_key) as key,
    column_name,
    truth,
    written,
    reason
from unknowable
left join keys on keys.feed = unknowable.feed and keys.entity_key = unknowable.entity_key
union all
select
    case feed when 'sales' then 'silver.orders' when 'logistics' then 'silver.order_status_events' else 'silver.' || feed end,
    'every row since ' || min(event_time),
    field,
    null,
    null,
    kind
from score.ledger
where kind in ('column_removed', 'column_renamed') and not is_repairable and not is_pending and feed in ('production_batches', 'sensor_logs', 'qc_checks', 'operator_logs')
group by feed, field, kind
