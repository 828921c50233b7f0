-- model: silver.telemetry
-- Readings of trucks, each once: of two with the same truck and time the one that arrived first counts. A value that cannot be is
-- unknown, and the reading says which. A reading that arrived long after later ones of its segment is late: it stands here for
-- audits, and the rules for alerts pass over it, as they do live.
-- grain: a reading
-- materialization: merge
-- key: segment_key, reading_at
-- by: segment_key
-- order: segment_key, reading_at, _file, _line
-- check: not_null(truck_id, reading_at, segment)
with numbers as (
    select
        *,
        epoch_time(try_cast("timestamp" as double)) as reading_at,
        epoch_time(try_cast(received_at as double)) as told_received_at,
        try_cast("timestamp" as double) as time_number,
        try_cast("temp" as double) as temp_number,
        try_cast(fuel as double) as fuel_number,
        try_cast(lat as double) as lat_number,
        try_cast(lon as double) as lon_number,
        try_cast(speed_kmh as double) as speed_kmh_number,
        try_cast(heading as double) as heading_number,
        try_cast(odometer_km as double) as odometer_km_number,
        try_cast(set_point as double) as set_point_number,
        try_cast(cargo_temp as double) as cargo_temp_number,
        try_cast(ambient as double) as ambient_number,
        try_cast(humidity as double) as humidity_number,
        try_cast(battery_v as double) as battery_v_number
    from bronze.telemetry
),

cells as (
    select
        segment_key,
        truck_id,
        truck_segment(trip_id, reading_at) as segment,
        reading_at,
        coalesce(told_received_at, reading_at) as received_at,
        measured_value(temp_number, -60, 90) as temp_c,
        measured_value(fuel_number, 0, 100) as fuel_percent,
        cell_text(trip_id) as trip_id,
        coalesce(cell_text(trip_id), '') as trip_key,
        whole_number(seq) as seq,
        case when lat_number between -90 and 90 and lon_number between -180 and 180
            then cast(round(lat_number, 6) as decimal(9, 6)) end as lat,
        case when lat_number between -90 and 90 and lon_number between -180 and 180
            then cast(round(lon_number, 6) as decimal(9, 6)) end as lon,
        measured_value(speed_kmh_number, 0, 200) as speed_kmh,
        measured_value(heading_number, 0, 360) as heading,
        measured_value(odometer_km_number, 0, 100000000) as odometer_km,
        flag(engine_on) as engine_on,
        flag(door_open) as door_open,
        measured_value(set_point_number, -60, 90) as set_point_c,
        measured_value(cargo_temp_number, -60, 90) as cargo_temp_c,
        measured_value(ambient_number, -60, 90) as ambient_c,
        measured_value(humidity_number, 0, 100) as humidity_percent,
        flag(reefer_on) as reefer_on,
        measured_value(battery_v_number, 0, 60) as battery_v,
        case when harsh_event in ('braking', 'acceleration', 'cornering') then harsh_event end as harsh_event,
        cell_text(route) as route,
        cell_text(cargo) as cargo,
        nullif(concat_ws(
            ' ',
            case when is_implausible(temp_number, -60, 90) then 'temp' end,
            case when is_implausible(fuel_number, 0, 100) then 'fuel' end,
            case when is_implausible(lat_number, -90, 90) or is_implausible(lon_number, -180, 180) then 'position' end,
            case when is_implausible(speed_kmh_number, 0, 200) then 'speed_kmh' end,
            case when is_implausible(set_point_number, -60, 90) then 'set_point' end,
            case when is_implausible(cargo_temp_number, -60, 90) then 'cargo_temp' end,
            case when is_implausible(ambient_number, -60, 90) then 'ambient' end,
            case when is_implausible(humidity_number, 0, 100) then 'humidity' end,
            case when is_implausible(battery_v_number, 0, 60) then 'battery_v' end
        ), '') as implausible,
        coalesce(trip_id, seq, lat, lon, speed_kmh, heading, odometer_km, engine_on, door_open, set_point, cargo_temp, ambient, humidity,
            reefer_on, battery_v) is not null as is_full,
        case
            when is_no_number("timestamp", time_number)
                or is_no_number("temp", temp_number)
                or is_no_number(fuel, fuel_number)
                or is_no_number(lat, lat_number)
                or is_no_number(lon, lon_number)
                or is_no_number(speed_kmh, speed_kmh_number)
                or is_no_number(heading, heading_number)
                or is_no_number(odometer_km, odometer_km_number)
                or is_no_number(set_point, set_point_number)
                or is_no_number(cargo_temp, cargo_temp_number)
                or is_no_number(ambient, ambient_number)
                or is_no_number(humidity, humidity_number)
                or is_no_number(battery_v, battery_v_number)
                or is_no_flag(engine_on) or is_no_flag(door_open) or is_no_flag(reefer_on)
                then 'unreadable'
            when cell_text(truck_id) is null or length(truck_id) > 64 then 'truck_missing'
            when cell_text("timestamp") is null then 'time_missing'
            when reading_at is null
                or reading_at < timestamp '2000-01-01 00:00:00'
                or reading_at > coalesce(told_received_at, _landed_at) + interval 10 minute
                then 'time_impossible'
        end as refusal,
        topic,
        try_cast("partition" as integer) as partition,
        try_cast("offset" as bigint) as "offset",
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from numbers
),

-- Readings that say the same in other words (another offset) are one.
contents as (
    select
        *,
        hash(temp_c, fuel_percent, seq, lat, lon, speed_kmh, odometer_km, engine_on, door_open, set_point_c, cargo_temp_c, ambient_c,
            humidity_percent, reefer_on, battery_v, harsh_event) as content
    from cells
    where refusal is null
),

arrivals as (
    select
        *,
        row_number() over (partition by segment_key, reading_at order by received_at, partition, "offset", _file, _line) as copy,
        first_value(content) over (
            partition by segment_key, reading_at order by received_at, partition, "offset", _file, _line
        ) as first_content,
        max(reading_at) over (
            partition by segment_key order by received_at, partition, "offset", _file, _line
        ) as latest_so_far
    from contents
)

select
    * exclude (refusal, content, first_content, copy, latest_so_far, _raw),
    reading_at < latest_so_far - telemetry_lateness() as is_late,
    null::blob as _raw,
    null::varchar as _rule
from arrivals
where copy = 1

union all by name

select * exclude (refusal, content, first_content, copy, latest_so_far), 'duplicate' as _rule
from arrivals
where copy > 1 and content <> first_content

union all by name

select * exclude (refusal), refusal as _rule
from cells
where refusal is not null
