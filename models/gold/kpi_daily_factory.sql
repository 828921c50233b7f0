-- part_of: gold.kpi_daily
-- What the plants made. Rates leave out batches of which a figure is unknown, above and below.
with made as (
    select
        production_date as kpi_date,
        sum(units_produced) filter (where products.stage = 'finished') as finished,
        sum(units_good) as good,
        sum(units_produced) filter (where units_good is not null) as judged
    from gold.fct_production_batch as batches
    left join seed.products as products on products.product_name = batches.product_name
    group by production_date
),

machines as (
    select
        production_date as kpi_date,
        sum(cast(units_good as double) * 3600 / cast(rated_units_per_hour as double)) filter (where rated_units_per_hour > 0) as good_seconds,
        sum(planned_seconds) filter (where rated_units_per_hour > 0) as planned_seconds
    from gold.kpi_oee
    group by production_date
),

energy as (
    select production_date as kpi_date, sum(energy_estimated_kwh) as kwh, sum(units_good) as good
    from gold.kpi_energy
    group by production_date
),

figures as (
    select kpi_date, 'factory' as area, 'units_finished' as kpi, 'units' as unit, coalesce(finished, 0) as numerator, null as denominator from made
    union all
    select kpi_date, 'factory', 'first_pass_yield', 'share', coalesce(good, 0), coalesce(judged, 0) from made
    union all
    select kpi_date, 'factory', 'oee', 'share', coalesce(good_seconds, 0), coalesce(planned_seconds, 0) from machines
    union all
    select kpi_date, 'factory', 'energy_per_good_unit', 'kWh per unit', kwh, good from energy
)

select
    kpi_date,
    area,
    kpi,
    unit,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator
from figures
