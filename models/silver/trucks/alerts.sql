-- model: silver.alerts
-- What the rules find in each segment, as the speed layer finds it live. A rule calls each reading bad, good, or neither. A run
-- begins with the first bad reading after a good one and goes on until the next good one, over gaps as well: what is not known is not
-- safe. It is an alert from the first bad reading on that comes after it has lasted as long as the rule wants. Everything is counted in
-- whole numbers, so the answer is the same to the bit. Trucks that fall silent are found by when readings were received; one that
-- switched its engine off may be silent.
-- grain: an alert
-- materialization: merge
-- key: alert_id
-- by: segment_key
-- order: segment_key, started_at, alert_id
-- check: not_null(alert_id, rule, truck_id, started_at, opened_at)
with readings as (
    select
        segment_key,
        truck_id,
        segment,
        trip_id,
        cargo,
        coalesce(cargo, '') as load,
        route,
        epoch_us(reading_at) as at_us,
        cast(floor(epoch_us(reading_at) / 1000000) as bigint) as at_s,
        cast(temp_c * 1000 as bigint) as "temp",
        cast(cargo_temp_c * 1000 as bigint) as cargo_temp,
        cast(ambient_c * 1000 as bigint) as ambient,
        cast(humidity_percent * 1000 as bigint) as humidity,
        cast(fuel_percent * 1000 as bigint) as fuel,
        cast(battery_v * 1000 as bigint) as battery,
        cast(speed_kmh * 1000 as bigint) as speed,
        speed_kmh > 0 or coalesce(
            odometer_km <> lag(odometer_km ignore nulls) over (partition by segment_key order by reading_at), false) as has_moved,
        metres_east(cast(lon * 1000000 as bigint)) as east,
        metres_north(cast(lat * 1000000 as bigint)) as north,
        engine_on,
        door_open,
        harsh_event is not null as is_harsh,
        is_full
    from silver.telemetry
    where not is_late
),

-- Least squares over ten minutes; twice-as-wide whole numbers hold every sum.
trends as (
    select
        *,
        lag("temp" ignore nulls) over life as temp_before,
        count(*) filter (where has_moved) over life as stop_no,
        count("temp") over recent as n,
        sum(at_s) filter (where "temp" is not null) over recent as sum_x,
        sum("temp") over recent as sum_y,
        sum(at_s * "temp") over recent as sum_xy,
        sum(at_s * at_s) filter (where "temp" is not null) over recent as sum_xx,
        coalesce(bool_or(door_open) over recent, false) as had_open_door
    from readings
    window life as (partition by segment_key order by at_us),
        recent as (partition by segment_key order by at_us range between 599999999 preceding and current row)
),

stops as (
    select
        *,
        n * sum_xy - sum_x * sum_y as rise,
        n * sum_xx - sum_x * sum_x as spread,
        -- A cooler burns up to two points an hour while the truck stands: what is gone beyond that was taken.
        max(case when speed = 0 then fuel * 3600 + at_s * 2000 end) over (partition by segment_key, stop_no order by at_us)
            - (fuel * 3600 + at_s * 2000) as fuel_taken
    from trends
),

-- The roads as lines between points.
points as (
    select
        route,
        cast(point as integer) as point,
        metres_east(cast(round(cast(lon as decimal(12, 6)) * 1000000) as bigint)) as east,
        metres_north(cast(round(cast(lat as decimal(12, 6)) * 1000000) as bigint)) as north
    from seed.routes
),

legs as (
    select
        route,
        east,
        north,
        lead(east) over road as to_east,
        lead(north) over road as to_north
    from points
    window road as (partition by route order by point)
),

-- Squared distances from the legs that a reading may be near, as quotients of whole numbers.
near_legs as (
    select
        readings.segment_key,
        readings.at_us,
        applied.limit_milli,
        applied.clear_milli,
        readings.east - legs.east as px,
        readings.north - legs.north as py,
        legs.to_east - legs.east as dx,
        legs.to_north - legs.north as dy
    from readings
    inner join silver.applied_rules as applied
        on applied.of_truck = readings.truck_id and applied.of_load = readings.load and applied.signal = 'off_route'
    inner join legs on legs.route = readings.route
    where legs.to_east is not null
        and readings.east between least(legs.east, legs.to_east) - applied.limit_milli / 1000
            and greatest(legs.east, legs.to_east) + applied.limit_milli / 1000
        and readings.north between least(legs.north, legs.to_north) - applied.limit_milli / 1000
            and greatest(legs.north, legs.to_north) + applied.limit_milli / 1000
),

leg_distances as (
    select
        segment_key,
        at_us,
        wide(limit_milli) * limit_milli as limit_square,
        wide(clear_milli) * clear_milli as clear_square,
        case
            when px * dx + py * dy <= 0 then wide(px * px + py * py)
            when px * dx + py * dy >= dx * dx + dy * dy then wide((px - dx) * (px - dx) + (py - dy) * (py - dy))
            else wide(px * dy - py * dx) * (px * dy - py * dx)
        end * 1000000 as dividend,
        case
            when px * dx + py * dy <= 0 or px * dx + py * dy >= dx * dx + dy * dy then wide(1)
            else wide(dx * dx + dy * dy)
        end as divisor
    from near_legs
),

nearness as (
    select
        segment_key,
        at_us,
        bool_or(dividend <= limit_square * divisor) as is_near,
        bool_or(dividend < clear_square * divisor) as is_on_road
    from leg_distances
    group by segment_key, at_us
),

facts as (
    select
        stops.*,
        case
            when stops.route in (select route from points) and stops.east is not null then
                case when nearness.is_on_road then 0 when nearness.is_near then 1 else 2 end
        end as off_road
    from stops
    left join nearness on nearness.segment_key = stops.segment_key and nearness.at_us = stops.at_us
),

-- Most rules find nothing in most segments: those pairs need no further look.
extremes as (
    select
        segment_key,
        truck_id,
        load,
        max("temp") as temp_max, min("temp") as temp_min,
        max(cargo_temp) as cargo_max, min(cargo_temp) as cargo_min,
        max(humidity) as humidity_max, min(humidity) as humidity_min,
        max(ambient) as ambient_max, min(ambient) as ambient_min,
        max(fuel) as fuel_max, min(fuel) as fuel_min,
        min(battery) as battery_min,
        max(speed) as speed_max, min(speed) as speed_min,
        bool_or("temp" is null) as has_no_temp,
        bool_or("temp" = temp_before) as has_same_temp,
        bool_or(rise > 0) as is_rising,
        bool_or(door_open) as has_open_door,
        bool_or(engine_on) as has_engine_on,
        bool_or(is_harsh) as is_harsh,
        max(off_road) as off_road,
        max(fuel_taken) as most_taken
    from facts
    group by segment_key, truck_id, load
),

needed as (
    select
        extremes.segment_key,
        extremes.load,
        applied.*
    from extremes
    inner join silver.applied_rules as applied on applied.of_truck = extremes.truck_id and applied.of_load = extremes.load
    where case applied.signal
        when 'temp_above' then temp_max > limit_milli
        when 'temp_below' then temp_min < limit_milli
        when 'cargo_temp_above' then cargo_max > limit_milli
        when 'cargo_temp_below' then cargo_min < limit_milli
        when 'humidity_above' then humidity_max > limit_milli
        when 'humidity_below' then humidity_min < limit_milli
        when 'ambient_above' then ambient_max > limit_milli
        when 'fuel_below' then fuel_min < limit_milli
        when 'battery_v_below' then battery_min < limit_milli
        when 'speed_above' then speed_max > limit_milli
        when 'breach_soon' then is_rising
        when 'stuck' then has_same_temp
        when 'dead' then has_no_temp
        when 'door_moving' then has_open_door and speed_max > limit_milli
        when 'idling' then has_engine_on and speed_min = 0
        when 'harsh' then is_harsh
        when 'off_route' then off_road = 2
        when 'fuel_drop' then most_taken >= limit_milli * 3600
    end
),

signals as (
    select
        facts.segment_key,
        facts.truck_id,
        facts.segment,
        facts.trip_id,
        facts.cargo,
        facts.at_us,
        needed.rule,
        needed.signal,
        needed.severity,
        needed.hold_us,
        case needed.signal when 'breach_soon' then warm_milli else limit_milli end as limit_value,
        case
            when needed.signal in ('temp_above', 'temp_below', 'breach_soon', 'stuck') then facts."temp"
            when needed.signal in ('cargo_temp_above', 'cargo_temp_below') then facts.cargo_temp
            when needed.signal in ('humidity_above', 'humidity_below') then facts.humidity
            when needed.signal = 'ambient_above' then facts.ambient
            when needed.signal in ('fuel_below', 'fuel_drop') then facts.fuel
            when needed.signal = 'battery_v_below' then facts.battery
            when needed.signal in ('speed_above', 'door_moving') then facts.speed
        end as value,
        case when needed.signal = 'breach_soon' and rise > 0 then cast(floor_quotient((warm_milli - facts."temp") * spread, rise) as bigint) end as breach_in_s,
        case needed.signal
            when 'temp_above' then above(facts."temp", limit_milli, clear_milli)
            when 'temp_below' then below(facts."temp", limit_milli, clear_milli)
            when 'cargo_temp_above' then above(facts.cargo_temp, limit_milli, clear_milli)
            when 'cargo_temp_below' then below(facts.cargo_temp, limit_milli, clear_milli)
            when 'humidity_above' then above(facts.humidity, limit_milli, clear_milli)
            when 'humidity_below' then below(facts.humidity, limit_milli, clear_milli)
            when 'ambient_above' then above(facts.ambient, limit_milli, clear_milli)
            when 'fuel_below' then below(facts.fuel, limit_milli, clear_milli)
            when 'battery_v_below' then below(facts.battery, limit_milli, clear_milli)
            when 'speed_above' then above(facts.speed, limit_milli, clear_milli)
            when 'breach_soon' then
                case
                    when facts."temp" is null or had_open_door or n < 6 then null
                    when facts."temp" > warm_milli or rise <= 0 then 0
                    when (warm_milli - facts."temp") * spread <= 1800 * rise then 1
                    when (warm_milli - facts."temp") * spread > 3600 * rise then 0
                end
            when 'stuck' then case when facts."temp" is not null and temp_before is not null then (facts."temp" = temp_before)::int end
            when 'dead' then (facts."temp" is null)::int
            when 'door_moving' then case when door_open is not null and speed is not null then (door_open and speed > limit_milli)::int end
            when 'idling' then case when engine_on is not null and speed is not null then (engine_on and speed = 0)::int end
            when 'harsh' then case when is_harsh then 1 when is_full then 0 end
            when 'off_route' then case off_road when 2 then 1 when 0 then 0 end
            when 'fuel_drop' then
                case when has_moved then 0 when speed = 0 and fuel_taken >= limit_milli * 3600 then 1 end
        end as is_bad
    from facts
    inner join needed on needed.segment_key = facts.segment_key and needed.load = facts.load
),

-- Of the good readings only the one that ends a run matters. A load that changes within a segment changes limits, not runs.
turns as (
    select *
    from (
        select
            *,
            lag(is_bad) over (partition by segment_key, rule order by at_us) as was_bad
        from signals
        where is_bad is not null
    )
    where is_bad = 1 or was_bad = 1
),

runs as (
    select *, count(*) filter (where is_bad = 0) over (partition by segment_key, rule order by at_us) as run_no
    from turns
),

started as (
    select *, min(at_us) filter (where is_bad = 1) over (partition by segment_key, rule, run_no) as started_us
    from runs
),

held as (
    select
        segment_key,
        rule,
        run_no,
        min(at_us) as from_us,
        any_value(truck_id) as truck_id,
        any_value(segment) as segment,
        any_value(trip_id) as trip_id,
        min(started_us) as started_us,
        min(at_us) filter (where is_bad = 1 and at_us >= started_us + hold_us) as opened_us,
        count(*) filter (where is_bad = 1) as bad_readings,
        max(value) filter (where is_bad = 1) as highest,
        min(value) filter (where is_bad = 1) as lowest
    from started
    group by segment_key, rule, run_no
),

ended as (
    select *, lead(from_us) over (partition by segment_key, rule order by run_no) as closed_us
    from held
),

found as (
    select
        ended.segment_key,
        ended.truck_id,
        ended.segment,
        ended.trip_id,
        ended.rule,
        opening.cargo,
        opening.severity,
        make_timestamp(ended.started_us) as started_at,
        make_timestamp(ended.opened_us) as opened_at,
        make_timestamp(ended.closed_us) as closed_at,
        opening.limit_value,
        opening.value as opening_value,
        case when ends_with(opening.signal, '_below') or opening.signal = 'fuel_drop' then ended.lowest else ended.highest end as peak_value,
        ended.bad_readings,
        opening.breach_in_s
    from ended
    inner join started as opening
        on opening.segment_key = ended.segment_key and opening.rule = ended.rule and opening.at_us = ended.opened_us
),

receptions as (
    select
        segment_key,
        truck_id,
        segment,
        trip_id,
        cargo,
        coalesce(cargo, '') as load,
        received_at,
        coalesce(engine_on, true) as is_engine_on,
        lead(received_at) over (partition by segment_key order by received_at, partition, "offset", _file, _line) as next_received_at
    from silver.telemetry
    where not is_late
),

silences as (
    select
        segment_key,
        truck_id,
        segment,
        trip_id,
        applied.rule,
        cargo,
        applied.severity,
        received_at as started_at,
        make_timestamp(epoch_us(received_at) + applied.hold_us) as opened_at,
        next_received_at as closed_at,
        0 as bad_readings
    from receptions
    inner join silver.applied_rules as applied on applied.of_truck = receptions.truck_id and applied.of_load = receptions.load and applied.signal = 'silence'
    where is_engine_on and epoch_us(next_received_at) > epoch_us(received_at) + applied.hold_us
)

select
    substr(md5(concat_ws('|', rule, truck_id, segment, epoch_us(started_at))), 1, 16) as alert_id,
    *
from (
    from found
    union all by name
    from silences
)
