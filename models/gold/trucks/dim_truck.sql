-- model: gold.dim_truck
-- Trucks that were heard of, or planned.
-- grain: a truck
-- materialization: replace
-- key: truck_id
-- order: truck_id
-- check: not_null(truck_id)
with heard as (
    select
        truck_id,
        min(first_reading_at) as first_reading_at,
        max(last_reading_at) as last_reading_at,
        cast(sum(readings) as bigint) as readings,
        count(*) as segments
    from silver.truck_segments
    group by truck_id
),

planned as (
    select truck_id, count(*) as trips_planned, arg_max(driver_id, planned_departure) as last_driver_id
    from silver.trips
    group by truck_id
)

select
    truck_id,
    first_reading_at,
    last_reading_at,
    coalesce(readings, 0) as readings,
    coalesce(trips_planned, 0) as trips_planned,
    last_driver_id,
    tank_litres() as tank_litres
from heard
full join planned using (truck_id)
