-- panel: fleet/drivers
-- How drivers drive, over all days: events that the device reported per 100 km, minutes over 80 km/h, idling of running time, fuel. Ratios divide sums. The
-- 200 with the most kilometres.
-- title: Drivers
-- column: driver = id, who drove
-- column: trips = trips, driven
-- column: distance = km, by the odometer
-- column: harsh_events_per_100_km = per 100 km, harsh braking, acceleration and cornering
-- column: speeding_minutes = minutes, over 80 km/h
-- column: idle_share = share, idling of idling and driving
-- column: fuel_per_100_km = L per 100 km, litres over kilometres
select
    driver_id as driver,
    cast(sum(trips) as bigint) as trips,
    sum(distance_km) as distance,
    100 * sum(harsh_events) / nullif(cast(sum(distance_km) as double), 0) as harsh_events_per_100_km,
    sum(speeding_minutes) as speeding_minutes,
    cast(sum(idle_minutes) as double) / nullif(cast(sum(idle_minutes) + sum(driving_minutes) as double), 0) as idle_share,
    sum(cast(litres_per_100_km as double) * cast(distance_km as double))
        / nullif(cast(sum(distance_km) filter (where litres_per_100_km is not null) as double), 0) as fuel_per_100_km
from gold.kpi_driver
group by driver_id
order by distance desc nulls last, driver_id
limit 200
