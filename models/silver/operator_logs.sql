-- model: silver.operator_logs
-- What operators wrote down, each entry once; log_id counts within a machine's day. Entries are made while the plant works. A time at
-- which it did not work, but did when the time is read as the plant's own, was written in plant time and is repaired. Where it worked
-- either way or neither way nothing is proven: the time stays as it is and is_zone_unproven says so.
-- The plant worked in its opening hours when its batches of the day keep to them, and otherwise from its first batch to its last one.
-- grain: a log entry
-- materialization: merge
-- key: written_date, machine_id, log_id
-- by: written_date
-- via: silver.production_batches(production_date, eve_date)
-- order: written_date, machine_id, log_id
-- check: not_null(log_id, machine_id, logged_at, action, production_date)
-- check: unique(written_date, machine_id, log_id)
with machines as (
    select
        written.machine_id as written,
        coalesce(exact.name, kinds.name || '-' || two_digits(machine_number(written.machine_id))) as machine_id
    from (select distinct machine_id from bronze.operator_logs) as written
    left join silver.known_names as exact
        on exact.kind = 'machine' and exact.spelling = singular_name(written.machine_id)
    left join silver.known_names as kinds
        on kinds.kind = 'machine_kind' and kinds.spelling = singular_name(machine_word(written.machine_id))
),

actions as (
    select
        written.action as written,
        spelled.name as action
    from (select distinct action from bronze.operator_logs) as written
    left join silver.known_names as spelled
        on spelled.kind = 'action' and spelled.spelling = singular_name(written.action)
),

cells as (
    select
        written_date,
        cell_text(log_id) as log_id,
        machines.machine_id,
        cell_text(operator_id) as operator_id,
        event_time(log_timestamp) as written_at,
        actions.action,
        cell_text(notes) as notes,
        whole_number(source_seq) as source_seq,
        coalesce(machines.machine_id <> rows.machine_id, false) as is_machine_repaired,
        coalesce(actions.action <> rows.action, false) as is_action_repaired,
        is_far_from(event_time(log_timestamp), drop_date) as is_time_impossible,
        case
            when cell_text(log_id) is null then 'missing_log_id'
            when machines.machine_id is null then 'unknown_machine'
            when event_time(log_timestamp) is null then 'unreadable_time'
            when actions.action is null then 'unknown_action'
        end as unreadable,
        drop_date,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.operator_logs as rows
    left join machines on machines.written = rows.machine_id
    left join actions on actions.written = rows.action
),

spans as (
    select
        production_date,
        min(started_at) as first_at,
        max(case when ended_at between started_at and started_at + interval 1 day then ended_at else started_at end) as last_at,
        plant_to_utc(production_date + plant_opens()) as opens_at,
        plant_to_utc(production_date + plant_closes()) as closes_at
    from silver.production_batches
    where not is_time_impossible
    group by production_date
),

working as (
    select
        production_date,
        case when keeps_hours then opens_at else first_at - interval 30 minute end as from_at,
        case when keeps_hours then greatest(closes_at, last_at) else last_at + interval 30 minute end as until_at
    from (
        select *, first_at >= opens_at - clock_tolerance() and last_at <= closes_at + interval 1 hour as keeps_hours
        from spans
    )
),

-- No entry comes before the day that it is about.
timed as (
    select
        cells.*,
        coalesce(written_at between as_utc.from_at and as_utc.until_at and as_utc.production_date <= drop_date, false)
            as is_utc_plausible,
        coalesce(
            plant_to_utc(written_at) between as_plant.from_at and as_plant.until_at and as_plant.production_date <= drop_date,
            false
        ) as is_plant_time_plausible
    from cells
    left join working as as_utc on as_utc.production_date = plant_day(written_at)
    left join working as as_plant on as_plant.production_date = plant_day(plant_to_utc(written_at))
),

judged as (
    select
        * exclude (is_utc_plausible, is_plant_time_plausible),
        not is_utc_plausible and is_plant_time_plausible as is_zone_repaired,
        is_utc_plausible = is_plant_time_plausible as is_zone_unproven,
        case when not is_utc_plausible and is_plant_time_plausible then plant_to_utc(written_at) else written_at end as logged_at
    from timed
),

contents as (
    select
        *,
        hash(written_at, operator_id, action, notes) as content
    from judged
    where unreadable is null
),

ranked as (
    select
        *,
        first_value(content) over (
            partition by written_date, machine_id, log_id
            order by source_seq desc nulls last, _landed_at desc, _file desc, _line desc
        ) as latest_content,
        row_number() over (
            partition by written_date, machine_id, log_id, content
            order by source_seq desc nulls last, _landed_at, _file, _line
        ) as copy
    from contents
),

outcome as (
    select
        * exclude (content, latest_content, copy, unreadable),
        case when content <> latest_content then 'conflicting_duplicate' end as _rule
    from ranked
    where copy = 1 or content <> latest_content
    union all by name
    select
        * exclude (unreadable),
        unreadable as _rule
    from judged
    where unreadable is not null
)

select
    log_id,
    machine_id,
    operator_id,
    production_day(logged_at, log_id, drop_date) as production_date,
    written_date,
    logged_at,
    written_at,
    action,
    notes,
    source_seq,
    is_machine_repaired,
    is_action_repaired,
    is_zone_repaired,
    is_zone_unproven,
    is_time_impossible,
    drop_date,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw,
    _rule
from outcome
