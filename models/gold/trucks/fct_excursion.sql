-- model: gold.fct_excursion
-- Times at which the air around a cargo was outside of its limits: each value is held until the next reading, at most five minutes;
-- what lies in a longer gap is unknown and counted apart. Readings that came late count here: this is the audit.
-- grain: an unbroken run of readings above the upper or below the lower limit
-- materialization: merge
-- key: segment_key, kind, started_at
-- by: segment_key
-- order: segment_key, started_at, kind
-- references: gold.dim_truck(truck_id) warn
-- check: not_null(truck_id, kind, started_at)
with limits as (
    select
        of_truck,
        of_load,
        max(case when rule = 'too_warm' then limit_milli end) / 1000.0 as warm_c,
        max(case when rule = 'too_cold' then limit_milli end) / 1000.0 as cold_c
    from silver.applied_rules
    group by of_truck, of_load
),

held as (
    select
        segment_key,
        truck_id,
        trip_id,
        trip_key,
        cargo,
        reading_at,
        temp_c,
        warm_c,
        cold_c,
        coalesce(date_diff('second', reading_at, lead(reading_at) over (partition by segment_key order by reading_at)), 0) as seconds
    from silver.telemetry
    inner join limits on limits.of_truck = truck_id and limits.of_load = coalesce(cargo, '')
    where temp_c is not null
),

sides as (
    select *, 'warm' as kind, temp_c > warm_c as is_outside, warm_c as limit_c, temp_c - warm_c as excess_c from held where warm_c is not null
    union all
    select *, 'cold', temp_c < cold_c, cold_c, cold_c - temp_c from held where cold_c is not null
),

runs as (
    select *, count(*) filter (where not is_outside) over (partition by segment_key, kind order by reading_at) as run_no
    from sides
)

select
    segment_key,
    any_value(truck_id) as truck_id,
    any_value(trip_id) as trip_id,
    any_value(trip_key) as trip_key,
    arg_min(cargo, reading_at) as cargo,
    kind,
    min(reading_at) as started_at,
    cast(min(reading_at) as date) as started_date,
    max(reading_at + to_seconds(least(seconds, longest_hold_s()))) as ended_at,
    cast(sum(least(seconds, longest_hold_s())) / 60.0 as decimal(18, 3)) as minutes,
    cast(sum(greatest(seconds - longest_hold_s(), 0)) / 60.0 as decimal(18, 3)) as unknown_minutes,
    cast(max(limit_c) as decimal(12, 3)) as limit_c,
    cast(case kind when 'warm' then max(temp_c) else min(temp_c) end as decimal(12, 3)) as peak_c,
    cast(sum(cast(excess_c as decimal(12, 3)) * least(seconds, longest_hold_s())) / 60.0 as decimal(18, 3)) as degree_minutes,
    count(*) as readings
from runs
where is_outside
group by segment_key, kind, run_no
