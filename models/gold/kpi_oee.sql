-- model: gold.kpi_oee
-- Overall equipment effectiveness by machine and production day. Planned is the plant's opening time. Availability is running time
-- of planned time, performance units made of units that the rated speed makes in the running time, quality good units of units made;
-- OEE is good units times the rated time of one, of planned time. Sums come before divisions; batches of which a figure is unknown
-- are left out above and below. Performance above 1 says that the machine is rated too low. efficiency_percent is the sensors' mean.
-- grain: a production day and a machine
-- materialization: merge
-- key: production_date, machine_id
-- by: production_date
-- order: production_date, machine_id
-- check: not_null(production_date, machine_id)
-- check: unique(production_date, machine_id)
-- check: true(quality between 0 and 1)
with standards as (
    select
        kind,
        cast(cycle as bigint) as cycle,
        cast(position as bigint) as position,
        cast(units_per_hour as double) as units_per_hour
    from seed.machine_rates
),

batches as (
    select
        production_date,
        machine_id,
        max(factory_id) as factory_id,
        max(product_name) as product_name,
        count(*) as batches,
        cast(coalesce(sum(units_produced), 0) as bigint) as units_produced,
        cast(coalesce(sum(units_good), 0) as bigint) as units_good,
        cast(coalesce(sum(units_produced) filter (where units_good is not null), 0) as bigint) as units_judged,
        cast(coalesce(sum(run_seconds), 0) as bigint) as run_seconds,
        cast(coalesce(sum(run_seconds) filter (where units_produced is not null), 0) as bigint) as counted_seconds,
        cast(coalesce(sum(units_produced) filter (where run_seconds is not null), 0) as bigint) as timed_units
    from gold.fct_production_batch
    group by production_date, machine_id
),

readings as (
    select
        production_date,
        machine_id,
        count(efficiency_percent) as efficiency_readings,
        cast(round(sum(efficiency_percent) * 1000 / count(efficiency_percent)) as bigint) as efficiency_millipercent
    from gold.fct_sensor_reading
    where efficiency_percent is not null
    group by production_date, machine_id
),

rated as (
    select
        batches.*,
        standards.units_per_hour,
        planned_minutes_per_day() * 60 as planned_seconds,
        coalesce(readings.efficiency_readings, 0) as efficiency_readings,
        readings.efficiency_millipercent
    from batches
    left join readings using (production_date, machine_id)
    left join standards
        on standards.kind = machine_kind(machine_id) and standards.position = machine_index(machine_id) % standards.cycle
)

select
    production_date,
    machine_id,
    factory_id,
    product_name,
    batches,
    units_produced,
    units_good,
    run_seconds,
    planned_seconds,
    cast(units_per_hour as decimal(18, 3)) as rated_units_per_hour,
    cast(run_seconds / cast(planned_seconds as double) as decimal(9, 6)) as availability,
    cast(timed_units * 3600.0 / nullif(counted_seconds * units_per_hour, 0) as decimal(9, 6)) as performance,
    cast(units_good / nullif(cast(units_judged as double), 0) as decimal(9, 6)) as quality,
    cast(units_good * 3600.0 / (units_per_hour * planned_seconds) as decimal(9, 6)) as oee,
    coalesce(timed_units * 3600.0 > counted_seconds * units_per_hour, false) as is_performance_above_one,
    efficiency_readings,
    cast(efficiency_millipercent / 1000.0 as decimal(9, 3)) as efficiency_percent
from rated
