-- model: bronze.telemetry
-- What trucks reported, as it came: every value is text, and every row knows the file and line that it stood on.
-- grain: a line of a file
-- materialization: append
select
    *,
    truck_segment(trip_id, epoch_time(try_cast("timestamp" as double))) || '|' || coalesce(truck_id, '') as segment_key,
    cast(_landed_at as date) as landed_date
from landing.telemetry
