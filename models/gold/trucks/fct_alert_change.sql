-- model: gold.fct_alert_change
-- The history of alerts as operators saw it: what was said, when, and how long after its cause.
-- grain: a change of an alert
-- materialization: merge
-- key: alert_id, change_no
-- by: alert_id
-- order: alert_id, change_no
-- check: not_null(alert_id, change, changed_at)
select
    alert_id,
    change_no,
    change,
    changed_at,
    cast(changed_at as date) as changed_date,
    rule,
    severity,
    truck_id,
    trip_id,
    segment,
    cargo,
    started_at,
    opened_at,
    closed_at,
    closed_reason,
    limit_value,
    opening_value,
    peak_value,
    bad_readings,
    breach_in_s,
    cast(date_diff('microsecond', opened_at, changed_at) / 1000000.0 as decimal(18, 3)) as seconds_after_opening
from silver.alert_changes
