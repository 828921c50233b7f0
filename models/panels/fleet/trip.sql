-- panel: fleet/trip
-- One trip, from every reading that arrived, late ones included. A value is held until the next reading, at most five minutes; what lies in a longer
-- gap is unknown and never counts as safe. The mean kinetic temperature uses 83.144 kJ/mol. Shelf life lost compares growth at the cargo's
-- temperature with growth at 4 °C.
-- title: A trip
-- parameter: trip_id text
-- column: trip = id, the trip
-- column: truck = id, the truck
-- column: driver = id, who was planned to drive
-- column: route = name, the road
-- column: cargo = name, milk, flowers or vaccines
-- column: planned_departure = UTC time, as the dispatcher planned
-- column: planned_arrival = UTC time, as the dispatcher planned
-- column: departed = UTC time, first reading with speed
-- column: arrived = UTC time, last reading with speed
-- column: readings = readings, that arrived
-- column: late_readings = readings, that came long after later ones
-- column: distance = km, by the odometer
-- column: known_minutes = minutes, of which the temperature is known
-- column: unknown_minutes = minutes, of which it is not
-- column: driving_minutes = minutes, with speed
-- column: idle_minutes = minutes, standing with the engine on
-- column: speeding_minutes = minutes, over 80 km/h
-- column: door_openings = times, that the doors were opened
-- column: door_open_minutes = minutes, with open doors
-- column: harsh_events = times, braking, acceleration or cornering that the device reported
-- column: fuel = L, used
-- column: air_min = °C, lowest air
-- column: air_max = °C, highest air
-- column: cargo_min = °C, lowest cargo
-- column: cargo_max = °C, highest cargo
-- column: air_mkt = °C, mean kinetic temperature of the air
-- column: cargo_mkt = °C, mean kinetic temperature of the cargo
-- column: shelf_life_lost = share, of the cargo's shelf life
-- column: excursions = excursions, outside of the limits
-- column: minutes_outside = minutes, outside of the limits
-- column: degree_minutes = °C min, how far times how long
select
    trip_id as trip,
    truck_id as truck,
    driver_id as driver,
    route,
    cargo,
    planned_departure,
    planned_arrival,
    departed_at as departed,
    arrived_at as arrived,
    readings,
    late_readings,
    distance_km as distance,
    known_minutes,
    unknown_minutes,
    driving_minutes,
    idle_minutes,
    speeding_minutes,
    door_openings,
    door_open_minutes,
    harsh_events,
    fuel_litres as fuel,
    air_min_c as air_min,
    air_max_c as air_max,
    cargo_min_c as cargo_min,
    cargo_max_c as cargo_max,
    air_mkt_c as air_mkt,
    cargo_mkt_c as cargo_mkt,
    shelf_life_lost,
    excursions,
    minutes_outside,
    degree_minutes
from gold.fct_trip
where trip_id = cast($trip_id as varchar)
