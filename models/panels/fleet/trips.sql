-- panel: fleet/trips
-- Trips as they went, from what the trucks reported, the 200 that left last. Departed and arrived are the first and the last reading with speed.
-- Status is planned without a reading, late when it arrived after the plan, arrived, or on the way while its truck has not reached the end of the
-- plan and nothing later of it is known. Excursions are runs outside of the cargo's limits; the mean kinetic temperature is the
-- cargo's where it was measured, else the air's.
-- title: Trips
-- column: trip = id, the trip
-- column: truck = id, the truck
-- column: driver = id, who was planned to drive
-- column: route = name, the road
-- column: cargo = name, milk, flowers or vaccines
-- column: departed = UTC time, first reading with speed; the plan before that
-- column: arrived = UTC time, last reading with speed; empty while on the way
-- column: planned_arrival = UTC time, as the dispatcher planned
-- column: status = name, planned, on the way, arrived or late
-- column: distance = km, by the odometer
-- column: excursions = excursions, outside of the limits
-- column: minutes_outside = minutes, outside of the limits
-- column: unknown_minutes = minutes, of which nothing is known
-- column: mkt = °C, mean kinetic temperature
with latest as (
    select *
    from gold.fct_trip
    order by coalesce(departed_at, planned_departure) desc nulls last, trip_key
    limit 200
),

heard as (
    select truck_id, max(last_reading_at) as last_reading_at
    from gold.dim_truck
    group by truck_id
),

judged as (
    select
        latest.*,
        readings > 0 and arrived_at >= heard.last_reading_at - interval 15 minute
            and coalesce(arrived_at < planned_arrival - interval 30 minute, true) as is_on_the_way
    from latest
    left join heard on heard.truck_id = latest.truck_id
)

select
    trip_id as trip,
    truck_id as truck,
    driver_id as driver,
    route,
    cargo,
    coalesce(departed_at, planned_departure) as departed,
    case when not is_on_the_way then arrived_at end as arrived,
    planned_arrival,
    case
        when readings = 0 then 'planned'
        when is_on_the_way then 'on the way'
        when arrived_at > planned_arrival then 'late'
        else 'arrived'
    end as status,
    distance_km as distance,
    excursions,
    minutes_outside,
    unknown_minutes,
    coalesce(cargo_mkt_c, air_mkt_c) as mkt
from judged
order by departed desc nulls last, trip
