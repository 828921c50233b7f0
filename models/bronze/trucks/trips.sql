-- model: bronze.trips
-- The dispatcher's trips as they came.
-- grain: a row of an export
-- materialization: append
select
    *,
    coalesce(cell_text(trip_id), '') as trip_key,
    cast(_landed_at as date) as landed_date
from landing.trips
