-- model: gold.dim_driver
-- Drivers with what they were planned for.
-- grain: a driver
-- materialization: replace
-- key: driver_id
-- order: driver_id
-- check: not_null(driver_id)
select
    driver_id,
    min(planned_departure) as first_departure,
    max(planned_departure) as last_departure,
    count(*) as trips_planned
from silver.trips
where driver_id is not null
group by driver_id
