-- model: score.check_alerts
-- Alerts beside what was sent and what happened. Of trips that are over, every time that written readings crossed the upper limit must
-- be an alert, with its start, end and worst value, and every such alert must be one of those times: nothing is allowed to differ.
-- Incidents are noticed when an alert of a rule that can see them begins during one or within half an hour after it; kinds with
-- fewer than ten incidents are told but not judged. Warnings of a breach to come are told with what came of them.
-- grain: a figure
-- materialization: replace
with alerts as (
    select alerts.*
    from gold.fct_alert as alerts
    inner join truth.trips on trips.trip_id = alerts.trip_id
),

warm as (
    select * from alerts where rule = 'too_warm'
),

breaches as (
    select breaches.*
    from truth.breaches
    inner join truth.trips on trips.trip_id = breaches.trip_id
),

crossings as (
    select
        breaches.trip_id as true_trip_id,
        warm.trip_id,
        coalesce(warm.closed_reason = 'cleared', false) = (breaches.ended_at is not null)
            and (breaches.ended_at is null or breaches.ended_at = warm.closed_at) as has_right_end,
        cast(warm.peak_value * 1000 as bigint) = breaches.peak_milli and warm.bad_readings = breaches.readings as has_right_peak
    from breaches
    full join warm on warm.trip_id = breaches.trip_id and warm.started_at = breaches.started_at
),

crossing_counts as (
    select
        count(true_trip_id) as breaches,
        count(trip_id) as alerts,
        count(*) filter (where true_trip_id is not null and trip_id is not null) as matched,
        count(*) filter (where true_trip_id is not null and trip_id is not null and has_right_end) as right_ends,
        count(*) filter (where true_trip_id is not null and trip_id is not null and has_right_peak) as right_peaks
    from crossings
),

-- Which rules can see which incident.
eyes as (
    select kind, unnest(rules) as rule
    from (
        values
            ('compressor_failure', ['too_warm', 'excursion', 'breach_soon']),
            ('slow_compressor_failure', ['too_warm', 'excursion', 'breach_soon']),
            ('door_left_open', ['too_warm', 'excursion', 'breach_soon', 'door_open_moving']),
            ('wrong_set_point', ['too_warm', 'too_cold', 'excursion', 'breach_soon', 'freeze']),
            ('sensor_stuck', ['stuck_sensor']),
            ('sensor_dead', ['dead_sensor']),
            ('radio_gap', ['silence']),
            ('fuel_theft', ['fuel_theft']),
            ('route_deviation', ['off_route'])
    ) as seen (kind, rules)
),

noticed as (
    select
        incidents.kind,
        incidents.incident_id,
        min(date_diff('second', incidents.started_at, alerts.opened_at)) as seconds
    from truth.incidents
    inner join truth.trips on trips.trip_id = incidents.trip_id
    inner join eyes on eyes.kind = incidents.kind
    left join gold.fct_alert as alerts
        on alerts.truck_id = incidents.truck_id
        and alerts.rule = eyes.rule
        and alerts.opened_at between incidents.started_at and incidents.ended_at + interval 30 minute
    group by incidents.kind, incidents.incident_id
),

by_kind as (
    select kind, count(*) as incidents, count(seconds) as found, median(seconds) / 60.0 as minutes
    from noticed
    group by kind
),

warnings as (
    select
        warnings.alert_id,
        warnings.breach_in_s,
        min(date_diff('second', warnings.opened_at, warm.opened_at)) as lead_s
    from (from alerts where rule = 'breach_soon') as warnings
    left join warm
        on warm.trip_id = warnings.trip_id
        and warm.opened_at between warnings.opened_at and warnings.opened_at + interval 60 minute
    group by warnings.alert_id, warnings.breach_in_s
),

warned as (
    select count(*) as warnings, count(lead_s) as right_ones, median(lead_s) / 60.0 as lead, median(abs(breach_in_s - lead_s)) / 60.0 as error
    from warnings
)

select 'breaches of the upper limit that were alerted' as name, 'gold.fct_alert' as layer, cast(breaches as double) as truth,
    cast(breaches as double) as knowable, cast(matched as double) as found, cast(0 as double) as allowed_pct
from crossing_counts
union all
select 'alerts of the upper limit that are breaches', 'gold.fct_alert', alerts, alerts, matched, 0
from crossing_counts
union all
select 'breaches whose end is right', 'gold.fct_alert', breaches, breaches, right_ends, 0
from crossing_counts
union all
select 'breaches whose worst value is right', 'gold.fct_alert', breaches, breaches, right_peaks, 0
from crossing_counts
union all
select replace(kind, '_', ' ') || ' noticed, %', 'gold.fct_alert', 100, case when incidents < 10 then 100.0 * found / incidents else 100 end,
    100.0 * found / incidents, 20
from by_kind
union all
select replace(kind, '_', ' ') || ': minutes until noticed (median)', 'gold.fct_alert', minutes, minutes, minutes, 0
from by_kind
where found > 0
union all
select 'warnings of a breach that came within an hour, %', 'gold.fct_alert', 100.0 * right_ones / warnings, 100.0 * right_ones / warnings,
    100.0 * right_ones / warnings, 0
from warned
where warnings > 0
union all
select 'warnings: minutes ahead of the breach (median)', 'gold.fct_alert', lead, lead, lead, 0
from warned
where right_ones > 0
union all
select 'warnings: minutes that they were off (median)', 'gold.fct_alert', error, error, error, 0
from warned
where right_ones > 0
