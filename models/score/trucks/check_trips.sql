-- model: score.check_trips
-- Trips that are over beside what truly happened on them. Readings that a fault sends a day late may not have landed yet; distances
-- and fuel are seen through an odometer and a tank that sloshes, at the first and last reading.
-- grain: a figure
-- materialization: replace
with trips as (
    select
        trips.readings_written,
        trips.distance_m,
        trips.fuel_ml,
        trips.driving_s,
        found.trip_id as found_trip_id,
        found.readings,
        found.distance_km,
        found.fuel_litres,
        found.driving_minutes
    from truth.trips
    left join (from gold.fct_trip where readings > 0) as found on found.trip_id = trips.trip_id
),

sums as (
    select
        count(*) as trips,
        count(found_trip_id) as found_trips,
        sum(readings_written) as readings_written,
        sum(readings) as readings,
        sum(distance_m) / 1000.0 as true_km,
        sum(distance_km) as km,
        sum(fuel_ml) / 1000.0 as true_litres,
        sum(fuel_litres) as litres,
        sum(driving_s) / 60.0 as true_driving,
        sum(driving_minutes) as driving
    from trips
)

select 'trips that are over' as name, 'gold.fct_trip' as layer, cast(trips as double) as truth, cast(trips as double) as knowable,
    cast(found_trips as double) as found, cast(0 as double) as allowed_pct
from sums
union all
select 'readings of these trips', 'gold.fct_trip', readings_written, readings_written, readings, 0.5 from sums
union all
select 'kilometres driven', 'gold.fct_trip', true_km, true_km, km, 1 from sums
union all
select 'litres of fuel', 'gold.fct_trip', true_litres, true_litres, litres, 5 from sums
union all
select 'minutes at the wheel', 'gold.fct_trip', true_driving, true_driving, driving, 5 from sums
