-- model: gold.kpi_fuel
-- Fuel by truck and day: litres over kilometres, both summed before they are divided.
-- grain: a truck and day
-- materialization: merge
-- key: trip_date, truck_id
-- by: trip_date
-- order: trip_date, truck_id
-- references: gold.dim_truck(truck_id) warn
select
    trip_date,
    truck_id,
    count(*) as trips,
    cast(sum(distance_km) as decimal(18, 3)) as distance_km,
    cast(sum(fuel_litres) as decimal(18, 3)) as fuel_litres,
    cast(100 * sum(fuel_litres) / nullif(sum(distance_km), 0) as decimal(12, 3)) as litres_per_100_km,
    cast(sum(refuelled_litres) as decimal(18, 3)) as refuelled_litres,
    cast(sum(lost_litres) as decimal(18, 3)) as lost_litres,
    cast(sum(idle_minutes) as decimal(18, 3)) as idle_minutes,
    cast(sum(idle_minutes) / nullif(sum(idle_minutes) + sum(driving_minutes), 0) as decimal(12, 9)) as idle_share
from gold.fct_trip
where readings > 0
group by trip_date, truck_id
