-- model: gold.kpi_cold_chain
-- How cold the chain was, by day, route and cargo. Shares are ratios of sums; the mean kinetic temperature is the mean over trips of
-- the cargo's, weighted by known minutes; shelf life is lost by milk that is warmer than nothing grows at.
-- grain: a day, route and cargo
-- materialization: merge
-- key: trip_date, route, cargo
-- by: trip_date
-- order: trip_date, route, cargo
select
    trip_date,
    coalesce(route, 'unknown') as route,
    coalesce(cargo, 'unknown') as cargo,
    count(*) as trips,
    count(*) filter (where excursions > 0) as trips_with_excursions,
    cast(sum(excursions) as bigint) as excursions,
    cast(sum(minutes_outside) as decimal(18, 3)) as minutes_outside,
    cast(sum(degree_minutes) as decimal(18, 3)) as degree_minutes,
    cast(sum(known_minutes) as decimal(18, 3)) as known_minutes,
    cast(sum(unknown_minutes) as decimal(18, 3)) as unknown_minutes,
    cast(1 - sum(minutes_outside) / nullif(sum(known_minutes), 0) as decimal(12, 9)) as share_inside,
    cast(sum(air_mkt_c * known_minutes) / nullif(sum(known_minutes) filter (where air_mkt_c is not null), 0) as decimal(12, 6)) as air_mkt_c,
    cast(sum(cargo_mkt_c * known_minutes) / nullif(sum(known_minutes) filter (where cargo_mkt_c is not null), 0) as decimal(12, 6)) as cargo_mkt_c,
    cast(avg(shelf_life_lost) as decimal(12, 9)) as shelf_life_lost,
    count(*) filter (where arrived_at <= planned_arrival) as trips_on_time,
    count(*) filter (where arrived_at is not null and planned_arrival is not null) as trips_arrived
from gold.fct_trip
where readings > 0
group by trip_date, coalesce(route, 'unknown'), coalesce(cargo, 'unknown')
