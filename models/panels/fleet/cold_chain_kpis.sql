-- panel: fleet/cold_chain_kpis
-- How cold the chain was, by day and cargo. Inside is the known time within the limits of all known time; unknown minutes count neither way. The mean
-- kinetic temperature is the cargo's, weighted by known minutes; shelf life lost is the mean over trips.
-- title: Cold chain
-- column: day = date, on which trips left
-- column: cargo = name, milk, flowers or vaccines
-- column: trips = trips, that were heard of
-- column: trips_with_excursions = trips, that broke a limit
-- column: excursions = excursions, outside of the limits
-- column: minutes_outside = minutes, outside of the limits
-- column: degree_minutes = °C min, how far times how long
-- column: unknown_minutes = minutes, of which nothing is known
-- column: inside_share = share, known time inside the limits
-- column: cargo_mkt = °C, mean kinetic temperature of the cargo
-- column: shelf_life_lost = share, mean over trips
-- column: on_time_share = share, trips that arrived as planned, of arrived
select
    trip_date as day,
    cargo,
    cast(sum(trips) as bigint) as trips,
    cast(sum(trips_with_excursions) as bigint) as trips_with_excursions,
    cast(sum(excursions) as bigint) as excursions,
    sum(minutes_outside) as minutes_outside,
    sum(degree_minutes) as degree_minutes,
    sum(unknown_minutes) as unknown_minutes,
    1 - cast(sum(minutes_outside) as double) / nullif(cast(sum(known_minutes) as double), 0) as inside_share,
    cast(sum(cargo_mkt_c * known_minutes) as double)
        / nullif(cast(sum(known_minutes) filter (where cargo_mkt_c is not null) as double), 0) as cargo_mkt,
    sum(cast(shelf_life_lost as double) * trips) / nullif(sum(trips) filter (where shelf_life_lost is not null), 0) as shelf_life_lost,
    sum(trips_on_time) / nullif(cast(sum(trips_arrived) as double), 0) as on_time_share
from gold.kpi_cold_chain
group by trip_date, cargo
order by trip_date, cargo
