-- panel: fleet/trucks
-- Each truck as it was last heard of, from the readings that have landed; what is said live is newer. Each value is the latest that is known of
-- the trip, or of the day of a truck without one.
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
with latest as (
    select *
    from silver.truck_segments
    qualify row_number() over (partition by truck_id order by last_reading_at desc, segment_key desc) = 1
)

select
    truck_id as truck,
    last_reading_at as at,
    trip_id as trip,
    route,
    cargo,
    cast(last_lat as double) as lat,
    cast(last_lon as double) as lon,
    cast(last_temp_c as double) as temp,
    cast(last_cargo_temp_c as double) as cargo_temp,
    cast(last_set_point_c as double) as set_point,
    cast(last_speed_kmh as double) as speed,
    cast(last_heading as double) as heading,
    cast(last_fuel_percent as double) as fuel,
    last_door_open as door_open
from latest
order by truck_id
