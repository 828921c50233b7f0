-- model: gold.kpi_energy
-- Energy by production day and machine, while batches were made; idle energy is not measured. Three figures, named by their column:
-- measured adds up the readings that came, estimated fills missing ones (batches_estimated says in how many batches), standard is
-- what the rated kWh per unit gives for the units made.
-- grain: a production day and a machine
-- materialization: merge
-- key: production_date, machine_id
-- by: production_date
-- order: production_date, machine_id
-- check: not_null(production_date, machine_id)
-- check: unique(production_date, machine_id)
-- check: true(energy_estimated_kwh >= 0)
with readings as (
    select
        production_date,
        machine_id,
        count(*) as readings,
        count(*) filter (where energy_kwh is null) as readings_without_energy,
        coalesce(sum(energy_kwh), 0) as energy_measured_kwh,
        coalesce(sum(energy_kwh) filter (where batch_key is null), 0) as energy_without_batch_kwh
    from gold.fct_sensor_reading
    group by production_date, machine_id
),

batches as (
    select
        production_date,
        machine_id,
        count(*) as batches,
        count(*) filter (where is_energy_estimated) as batches_estimated,
        coalesce(sum(energy_estimated_kwh), 0) as energy_estimated_kwh,
        cast(coalesce(sum(units_produced), 0) as bigint) as units_produced,
        cast(coalesce(sum(units_good), 0) as bigint) as units_good
    from gold.fct_production_batch
    group by production_date, machine_id
),

standards as (
    select
        kind,
        cast(cycle as bigint) as cycle,
        cast(position as bigint) as position,
        cast(kwh_per_unit as decimal(18, 6)) as kwh_per_unit
    from seed.machine_rates
),

joined as (
    select
        coalesce(batches.production_date, readings.production_date) as production_date,
        coalesce(batches.machine_id, readings.machine_id) as machine_id,
        coalesce(batches.batches, 0) as batches,
        coalesce(batches.batches_estimated, 0) as batches_estimated,
        coalesce(readings.readings, 0) as readings,
        coalesce(readings.readings_without_energy, 0) as readings_without_energy,
        coalesce(batches.units_produced, 0) as units_produced,
        coalesce(batches.units_good, 0) as units_good,
        coalesce(readings.energy_measured_kwh, 0) as energy_measured_kwh,
        coalesce(batches.energy_estimated_kwh, 0) + coalesce(readings.energy_without_batch_kwh, 0) as energy_estimated_kwh
    from batches
    full join readings
        on readings.production_date = batches.production_date and readings.machine_id = batches.machine_id
)

select
    joined.production_date,
    joined.machine_id,
    joined.batches,
    joined.batches_estimated,
    joined.readings,
    joined.readings_without_energy,
    joined.units_produced,
    joined.units_good,
    cast(joined.energy_measured_kwh as decimal(18, 3)) as energy_measured_kwh,
    cast(joined.energy_estimated_kwh as decimal(18, 3)) as energy_estimated_kwh,
    cast(joined.units_produced * standards.kwh_per_unit as decimal(18, 3)) as energy_standard_kwh,
    joined.batches_estimated > 0 as is_estimated,
    cast(cast(joined.energy_estimated_kwh as double) / nullif(joined.units_good, 0) as decimal(18, 6)) as kwh_per_good_unit
from joined
left join standards
    on standards.kind = machine_kind(joined.machine_id)
    and standards.position = machine_index(joined.machine_id) % standards.cycle
