-- panel: fleet/trip_trace
-- What the truck reported on one trip: one reading of each of at most 1500 equal parts of its time, the one with the warmest air, so that no peak is
-- lost. Values that cannot be are empty.
-- title: Its trace
-- parameter: trip_id text
-- column: at = UTC time, of the reading
-- column: lat = degrees, north
-- column: lon = degrees, east
-- column: temp = °C, air
-- column: cargo_temp = °C, cargo
-- column: set_point = °C, what the cooler is set to
-- column: door_open = yes or no, the doors are open
-- column: speed = km/h, by the device
with readings as (
    select *
    from silver.telemetry
    where segment_key >= cast($trip_id as varchar) || '|' and segment_key < cast($trip_id as varchar) || '}'
),

parts as (
    select
        *,
        (epoch_us(reading_at) - min(epoch_us(reading_at)) over ()) * 1500
            // (max(epoch_us(reading_at)) over () - min(epoch_us(reading_at)) over () + 1) as part
    from readings
)

select
    reading_at as at,
    cast(lat as double) as lat,
    cast(lon as double) as lon,
    cast(temp_c as double) as temp,
    cast(cargo_temp_c as double) as cargo_temp,
    cast(set_point_c as double) as set_point,
    door_open,
    cast(speed_kmh as double) as speed
from parts
qualify row_number() over (partition by part order by temp_c desc nulls last, reading_at) = 1
order by reading_at
