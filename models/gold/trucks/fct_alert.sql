-- model: gold.fct_alert
-- Every alert with its end. One that was still open when its truck began something else ended with its trip; a truck whose last word
-- is long ago, and whose engine ran then, is silent now.
-- grain: an alert
-- materialization: replace
-- key: alert_id
-- order: started_at, alert_id
-- references: gold.dim_truck(truck_id) warn
-- check: not_null(alert_id, rule, truck_id, started_at, opened_at)
with segments as (
    select
        *,
        row_number() over (partition by truck_id order by last_reading_at desc, segment desc) = 1 as is_latest,
        max(latest_reception) over () as clock
    from silver.truck_segments
),

all_alerts as (
    from silver.alerts
    union all by name
    select
        substr(md5(concat_ws('|', rules.rule, segments.truck_id, segment, epoch_us(last_received_at))), 1, 16) as alert_id,
        segment_key,
        segments.truck_id,
        segment,
        trip_id,
        rules.rule,
        nullif(segments.last_load, '') as cargo,
        rules.severity,
        last_received_at as started_at,
        make_timestamp(epoch_us(last_received_at) + rules.hold_us) as opened_at,
        0 as bad_readings
    from segments
    inner join silver.applied_rules as rules
        on rules.of_truck = segments.truck_id and rules.of_load = segments.last_load and rules.signal = 'silence'
    where is_latest and was_engine_on and epoch_us(clock) > epoch_us(last_received_at) + rules.hold_us
)

select
    alert_id,
    rule,
    severity,
    alerts.truck_id,
    alerts.trip_id,
    alerts.segment,
    alerts.cargo,
    started_at,
    cast(started_at as date) as started_date,
    opened_at,
    coalesce(closed_at, case when not is_latest then last_reading_at end) as closed_at,
    case when closed_at is not null then 'cleared' when not is_latest then 'trip_ended' end as closed_reason,
    cast(date_diff('microsecond', started_at, coalesce(closed_at, last_reading_at)) / 60000000.0 as decimal(18, 3)) as minutes,
    cast(limit_value / 1000.0 as decimal(18, 3)) as limit_value,
    cast(opening_value / 1000.0 as decimal(18, 3)) as opening_value,
    cast(peak_value / 1000.0 as decimal(18, 3)) as peak_value,
    bad_readings,
    breach_in_s
from all_alerts as alerts
inner join segments on segments.segment_key = alerts.segment_key
