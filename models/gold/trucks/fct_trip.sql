-- model: gold.fct_trip
-- Trips as they went, from what the truck reported, beside the plan. A trip that was planned and never heard of has no readings.
-- Each reading stands for the time until the next one, at most five minutes: minutes of longer gaps are unknown. The mean kinetic
-- temperature is that of the cargo where it was measured, and of the air.
-- grain: a trip
-- materialization: merge
-- key: trip_key
-- by: trip_key
-- order: trip_key
-- references: gold.dim_truck(truck_id) warn
-- references: gold.dim_driver(driver_id) warn
-- check: not_null(trip_id)
with readings as (
    select
        *,
        coalesce(date_diff('second', reading_at, lead(reading_at) over life), 0) as gap_s,
        least(coalesce(date_diff('second', reading_at, lead(reading_at) over life), 0), longest_hold_s()) as hold_s,
        lag(fuel_percent ignore nulls) over life as fuel_before,
        lag(door_open ignore nulls) over life as door_before
    from silver.telemetry
    where trip_id is not null
    window life as (partition by segment_key order by reading_at)
),

driven as (
    select
        trip_key,
        any_value(truck_id) as truck_id,
        arg_max(route, reading_at) as route,
        arg_max(cargo, reading_at) as cargo,
        min(reading_at) as first_reading_at,
        max(reading_at) as last_reading_at,
        min(reading_at) filter (where speed_kmh > 0) as departed_at,
        max(reading_at) filter (where speed_kmh > 0) as arrived_at,
        count(*) as readings,
        count(*) filter (where is_late) as late_readings,
        max(odometer_km) - min(odometer_km) as distance_km,
        sum(hold_s) as known_s,
        sum(gap_s - hold_s) as unknown_s,
        sum(hold_s) filter (where speed_kmh > 0) as driving_s,
        sum(hold_s) filter (where engine_on and speed_kmh = 0) as idle_s,
        sum(hold_s) filter (where speed_kmh > 80) as speeding_s,
        sum(hold_s) filter (where door_open) as door_open_s,
        count(*) filter (where door_open and not coalesce(door_before, false)) as door_openings,
        count(*) filter (where harsh_event is not null) as harsh_events,
        max(speed_kmh) as top_speed_kmh,
        -- The tank sloshes: what counts is the level at both ends, and steps up while standing are fuel that was bought.
        arg_min(fuel_percent, reading_at) - arg_max(fuel_percent, reading_at) as fuel_gone_percent,
        sum(fuel_percent - fuel_before) filter (where fuel_percent - fuel_before >= 5) as refuelled_percent,
        sum(fuel_before - fuel_percent) filter (where fuel_before - fuel_percent >= 10) as lost_percent,
        min(temp_c) as air_min_c,
        max(temp_c) as air_max_c,
        min(cargo_temp_c) as cargo_min_c,
        max(cargo_temp_c) as cargo_max_c,
        sum(decay_rate(temp_c) * hold_s) as air_decay,
        sum(hold_s) filter (where temp_c is not null) as air_s,
        sum(decay_rate(cargo_temp_c) * hold_s) as cargo_decay,
        sum(hold_s) filter (where cargo_temp_c is not null) as cargo_s,
        sum(spoilage_rate(cargo_temp_c) * hold_s) as cargo_growth
    from readings
    group by trip_key
),

outside as (
    select
        trip_key,
        count(*) as excursions,
        sum(minutes) as minutes,
        sum(degree_minutes) as degree_minutes
    from gold.fct_excursion
    where trip_id is not null
    group by trip_key
)

select
    trip_key,
    coalesce(trips.trip_id, trip_key) as trip_id,
    coalesce(driven.truck_id, trips.truck_id) as truck_id,
    trips.driver_id,
    coalesce(driven.route, trips.route) as route,
    coalesce(driven.cargo, trips.cargo) as cargo,
    trips.planned_departure,
    trips.planned_arrival,
    departed_at,
    arrived_at,
    cast(coalesce(departed_at, first_reading_at, planned_departure) as date) as trip_date,
    coalesce(readings, 0) as readings,
    coalesce(late_readings, 0) as late_readings,
    cast(distance_km as decimal(12, 3)) as distance_km,
    cast(known_s / 60.0 as decimal(18, 3)) as known_minutes,
    cast(unknown_s / 60.0 as decimal(18, 3)) as unknown_minutes,
    cast(driving_s / 60.0 as decimal(18, 3)) as driving_minutes,
    cast(idle_s / 60.0 as decimal(18, 3)) as idle_minutes,
    cast(speeding_s / 60.0 as decimal(18, 3)) as speeding_minutes,
    cast(door_open_s / 60.0 as decimal(18, 3)) as door_open_minutes,
    door_openings,
    harsh_events,
    top_speed_kmh,
    cast((fuel_gone_percent + coalesce(refuelled_percent, 0) - coalesce(lost_percent, 0)) * tank_litres() / 100 as decimal(12, 3)) as fuel_litres,
    cast(coalesce(refuelled_percent, 0) * tank_litres() / 100 as decimal(12, 3)) as refuelled_litres,
    cast(coalesce(lost_percent, 0) * tank_litres() / 100 as decimal(12, 3)) as lost_litres,
    air_min_c,
    air_max_c,
    cargo_min_c,
    cargo_max_c,
    case when air_s > 0 then cast(round(kinetic_temperature(air_decay, air_s), 6) as decimal(12, 6)) end as air_mkt_c,
    case when cargo_s > 0 then cast(round(kinetic_temperature(cargo_decay, cargo_s), 6) as decimal(12, 6)) end as cargo_mkt_c,
    cast(cargo_growth / 1000000.0 / 3600 as decimal(18, 6)) as shelf_hours_used,
    cast(round(cargo_growth / 1000000.0 / 3600 / shelf_life_hours(coalesce(driven.cargo, trips.cargo)), 9) as decimal(12, 9)) as shelf_life_lost,
    coalesce(outside.excursions, 0) as excursions,
    cast(coalesce(outside.minutes, 0) as decimal(18, 3)) as minutes_outside,
    cast(coalesce(outside.degree_minutes, 0) as decimal(18, 3)) as degree_minutes
from driven
full join silver.trips as trips using (trip_key)
left join outside using (trip_key)
