-- panel: fleet/trucks
-- Each truck as it was last heard of, from the readings that have landed; what is said live is newer.
-- title: Trucks as last heard of
-- column: truck = id, the truck
-- column: at = UTC time, of its last reading
-- column: trip = id, its last trip
-- column: route = name, the road of that trip
-- column: cargo = name, what it carried
-- column: lat = degrees, north
-- column: lon = degrees, east
-- column: temp = °C, air
-- column: cargo_temp = °C, cargo
-- column: set_point = °C, what the cooler is set to
-- column: speed = km/h, by the device
-- column: heading = degrees, clockwise from north
-- column: fuel = %, of the tank
-- column: door_open = yes or no, the doors are open
with segments as (
    select segment_key, truck_id, last_reading_at
    from silver.truck_segments
    qualify row_number() over (partition by truck_id order by last_reading_at desc, segment_key desc) = 1
)

select
    readings.truck_id as truck,
    readings.reading_at as at,
    readings.trip_id as trip,
    readings.route,
    readings.cargo,
    cast(readings.lat as double) as lat,
    cast(readings.lon as double) as lon,
    cast(readings.temp_c as double) as temp,
    cast(readings.cargo_temp_c as double) as cargo_temp,
    cast(readings.set_point_c as double) as set_point,
    cast(readings.speed_kmh as double) as speed,
    cast(readings.heading as double) as heading,
    cast(readings.fuel_percent as double) as fuel,
    readings.door_open
from segments
inner join silver.telemetry as readings
    on readings.segment_key = segments.segment_key and readings.reading_at = segments.last_reading_at
order by readings.truck_id
