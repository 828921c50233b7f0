-- model: silver.truck_segments
-- What is known of each trip (or day without trips) as a whole: when it was heard of, and how it stood at the end.
-- grain: a segment of a truck
-- materialization: merge
-- key: segment_key
-- by: segment_key
-- order: segment_key
-- check: not_null(truck_id, segment)
select
    segment_key,
    any_value(truck_id) as truck_id,
    any_value(segment) as segment,
    any_value(trip_id) as trip_id,
    count(*) as readings,
    count(*) filter (where is_late) as late_readings,
    min(reading_at) as first_reading_at,
    max(reading_at) as last_reading_at,
    max(received_at) as last_received_at,
    arg_max(coalesce(engine_on, true), reading_at) as was_engine_on,
    arg_max(cargo, reading_at) as cargo,
    arg_max(route, reading_at) as route
from silver.telemetry
group by segment_key
