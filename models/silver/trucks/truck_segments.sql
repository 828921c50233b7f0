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
    max(received_at) as latest_reception,
    -- Silence is about readings in time: one that comes a day later does not say that the truck still speaks.
    max(received_at) filter (where not is_late) as last_received_at,
    last(coalesce(engine_on, true) order by received_at, partition, "offset", _file, _line) filter (where not is_late) as was_engine_on,
    last(coalesce(cargo, '') order by received_at, partition, "offset", _file, _line) filter (where not is_late) as last_load,
    arg_max(cargo, reading_at) as cargo,
    arg_max(route, reading_at) as route,
    -- The latest value that is known of each, for those who ask where a truck is now.
    arg_max(lat, reading_at) as last_lat,
    arg_max(lon, reading_at) as last_lon,
    arg_max(speed_kmh, reading_at) as last_speed_kmh,
    arg_max(heading, reading_at) as last_heading,
    arg_max(temp_c, reading_at) as last_temp_c,
    arg_max(cargo_temp_c, reading_at) as last_cargo_temp_c,
    arg_max(set_point_c, reading_at) as last_set_point_c,
    arg_max(fuel_percent, reading_at) as last_fuel_percent,
    arg_max(door_open, reading_at) as last_door_open
from silver.telemetry
group by segment_key
