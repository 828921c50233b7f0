-- model: silver.alert_changes
-- What the speed layer said about alerts, each saying once: after a crash it may say again what it had said.
-- grain: a change of an alert
-- materialization: merge
-- key: alert_id, changed_at, change, change_no
-- by: alert_id
-- order: alert_id, change_no
-- check: not_null(alert_id, change, changed_at)
with cells as (
    select
        alert_id,
        cell_text(change) as change,
        event_time(changed_at) as changed_at,
        cell_text(rule) as rule,
        cell_text(severity) as severity,
        cell_text(truck_id) as truck_id,
        cell_text(trip_id) as trip_id,
        cell_text(segment) as segment,
        cell_text(cargo) as cargo,
        event_time(started_at) as started_at,
        event_time(opened_at) as opened_at,
        event_time(closed_at) as closed_at,
        cell_text(closed_reason) as closed_reason,
        cast(try_cast(limit_value as bigint) / 1000.0 as decimal(18, 3)) as limit_value,
        cast(try_cast(opening_value as bigint) / 1000.0 as decimal(18, 3)) as opening_value,
        cast(try_cast(peak_value as bigint) / 1000.0 as decimal(18, 3)) as peak_value,
        try_cast(bad_readings as bigint) as bad_readings,
        try_cast(breach_in_s as bigint) as breach_in_s,
        case
            when cell_text(alert_id) is null then 'alert_missing'
            when coalesce(change not in ('opened', 'updated', 'closed', 'withdrawn'), true) then 'unknown_change'
            when event_time(changed_at) is null then 'unreadable_time'
        end as refusal,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.alert_log
),

ranked as (
    select
        *,
        row_number() over (
            partition by alert_id, change, closed_at, closed_reason, peak_value, bad_readings
            order by _landed_at, _file, _line
        ) as copy
    from cells
    where refusal is null
)

select
    * exclude (refusal, copy, _raw),
    row_number() over (partition by alert_id order by _landed_at, _file, _line) as change_no,
    null::blob as _raw,
    null::varchar as _rule
from ranked
where copy = 1

union all by name

select * exclude (refusal), refusal as _rule
from cells
where refusal is not null
