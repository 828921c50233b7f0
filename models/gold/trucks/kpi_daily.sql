-- part_of: gold.kpi_daily
-- What the trucks drove, by the day on which a trip left.
with driven as (
    select
        trip_date as kpi_date,
        sum(trips) as trips,
        sum(excursions) as excursions,
        sum(known_minutes - minutes_outside) as minutes_inside,
        sum(known_minutes) as known_minutes,
        sum(trips_on_time) as on_time,
        sum(trips_arrived) as arrived
    from gold.kpi_cold_chain
    group by trip_date
),

fuel as (
    select
        trip_date as kpi_date,
        100 * sum(fuel_litres) filter (where distance_km > 0) as litres,
        sum(distance_km) filter (where fuel_litres is not null) as distance_km
    from gold.kpi_fuel
    group by trip_date
),

figures as (
    select kpi_date, 'trucks' as area, 'trips' as kpi, 'trips' as unit, trips as numerator, null as denominator from driven
    union all
    select kpi_date, 'trucks', 'inside_limits', 'share', minutes_inside, known_minutes from driven
    union all
    select kpi_date, 'trucks', 'excursions', 'excursions', excursions, null from driven
    union all
    select kpi_date, 'trucks', 'trips_on_time', 'share', on_time, arrived from driven
    union all
    select kpi_date, 'trucks', 'fuel_per_100_km', 'L per 100 km', coalesce(litres, 0), distance_km from fuel
)

select
    kpi_date,
    area,
    kpi,
    unit,
    cast(coalesce(numerator, 0) as double) as numerator,
    cast(denominator as double) as denominator
from figures
