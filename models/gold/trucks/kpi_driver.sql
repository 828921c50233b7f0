-- model: gold.kpi_driver
-- How drivers drive, by day: events per hundred kilometres, and minutes over the limit.
-- grain: a driver and day
-- materialization: merge
-- key: trip_date, driver_id
-- by: trip_date
-- order: trip_date, driver_id
-- references: gold.dim_driver(driver_id) warn
select
    trip_date,
    driver_id,
    count(*) as trips,
    cast(sum(distance_km) as decimal(18, 3)) as distance_km,
    cast(sum(driving_minutes) as decimal(18, 3)) as driving_minutes,
    cast(sum(harsh_events) as bigint) as harsh_events,
    cast(100 * sum(harsh_events) / nullif(sum(distance_km), 0) as decimal(12, 3)) as harsh_events_per_100_km,
    cast(sum(speeding_minutes) as decimal(18, 3)) as speeding_minutes,
    cast(sum(idle_minutes) as decimal(18, 3)) as idle_minutes,
    cast(sum(idle_minutes) / nullif(sum(idle_minutes) + sum(driving_minutes), 0) as decimal(12, 9)) as idle_share,
    cast(100 * sum(fuel_litres) / nullif(sum(distance_km), 0) as decimal(12, 3)) as litres_per_100_km
from gold.fct_trip
where readings > 0 and driver_id is not null
group by trip_date, driver_id
