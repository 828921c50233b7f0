-- panel: fleet/fuel
-- Fuel by day, of all trucks: litres over kilometres, both summed before they are divided. Used is the fall of the tank's level between both ends of
-- each trip, with what was filled up added and what was lost at once taken off.
-- title: Fuel
-- column: day = date, on which trips left
-- column: trucks = trucks, that drove
-- column: distance = km, by the odometer
-- column: used = L, burnt
-- column: per_100_km = L per 100 km, used over distance
-- column: refuelled = L, filled up
-- column: lost = L, gone at once, as by theft
-- column: idle_minutes = minutes, standing with the engine on
select
    trip_date as day,
    count(*) as trucks,
    sum(distance_km) as distance,
    sum(fuel_litres) as used,
    100 * cast(sum(fuel_litres) filter (where distance_km > 0) as double)
        / nullif(cast(sum(distance_km) filter (where fuel_litres is not null) as double), 0) as per_100_km,
    sum(refuelled_litres) as refuelled,
    sum(lost_litres) as lost,
    sum(idle_minutes) as idle_minutes
from gold.kpi_fuel
group by trip_date
order by trip_date
