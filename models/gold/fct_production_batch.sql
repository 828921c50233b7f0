-- model: gold.fct_production_batch
-- Batches with what was measured while they were made, and how they were inspected. energy_measured_kwh adds up the readings that came.
-- energy_estimated_kwh fills what is missing: a batch without readings, with readings without energy, or whose energy is far from what
-- its machine's other batches of the day need for as many units, while those agree, gets its units times their median kWh per unit:
-- readings of it were lost, or lie within a neighbour because of their clock.
-- grain: a batch
-- materialization: merge
-- key: production_date, batch_key
-- by: production_date
-- order: production_date, batch_key
-- references: gold.dim_operator(operator_id)
-- check: not_null(batch_id, machine_id, product_name, production_date)
-- check: unique(production_date, batch_key)
with readings as (
    select
        production_date,
        batch_key,
        count(*) as readings,
        count(*) filter (where energy_kwh is null) as readings_without_energy,
        sum(energy_kwh) as energy_measured_kwh
    from gold.fct_sensor_reading
    where batch_key is not null
    group by production_date, batch_key
),

checks as (
    select
        production_date,
        batch_key,
        count(*) as checks,
        count(*) filter (where not passed) as failed_checks
    from silver.qc_checks
    group by production_date, batch_key
),

measured as (
    select
        batches.*,
        case when not is_time_backwards and not is_time_impossible and ended_at < started_at + interval 1 day
            then date_diff('second', started_at, ended_at) end as run_seconds,
        coalesce(readings.readings, 0) as readings,
        coalesce(readings.readings_without_energy, 0) as readings_without_energy,
        cast(readings.energy_measured_kwh as double) as energy_measured_kwh,
        readings.readings > 0 and readings.readings_without_energy = 0 and batches.units_produced > 0 as is_whole,
        cast(readings.energy_measured_kwh as double) / nullif(batches.units_produced, 0) as kwh_per_unit,
        coalesce(checks.checks, 0) as checks,
        coalesce(checks.failed_checks, 0) as failed_checks
    from silver.production_batches as batches
    left join readings using (production_date, batch_key)
    left join checks using (production_date, batch_key)
),

rates as (
    select
        production_date,
        machine_id,
        quantile_cont(kwh_per_unit, 0.5) as kwh_per_unit,
        greatest(0.03, 6 * mad(kwh_per_unit) / quantile_cont(kwh_per_unit, 0.5)) as tolerance
    from measured
    where is_whole and kwh_per_unit > 0
    group by production_date, machine_id
),

standards as (
    select
        kind,
        cast(cycle as bigint) as cycle,
        cast(position as bigint) as position,
        cast(kwh_per_unit as double) as kwh_per_unit
    from seed.machine_rates
),

expected as (
    select
        measured.*,
        measured.units_produced * coalesce(rates.kwh_per_unit, standards.kwh_per_unit) as expected_kwh,
        case when rates.tolerance < 0.5 then rates.tolerance end as tolerance
    from measured
    left join rates using (production_date, machine_id)
    left join standards
        on standards.kind = machine_kind(machine_id) and standards.position = machine_index(machine_id) % standards.cycle
),

judged as (
    select
        *,
        readings = 0 or readings_without_energy > 0
            or coalesce(abs(energy_measured_kwh - expected_kwh) > tolerance * expected_kwh, false) as is_energy_estimated
    from expected
)

select
    batch_id,
    batch_key,
    production_date,
    machine_id,
    product_name,
    factory_id,
    operator_id,
    started_at,
    ended_at,
    run_seconds,
    units_produced,
    units_defective,
    units_produced - units_defective as units_good,
    units_consumed,
    checks,
    failed_checks,
    case when checks > 0 then failed_checks = 0 end as passed,
    readings,
    readings_without_energy,
    cast(coalesce(energy_measured_kwh, 0) as decimal(18, 3)) as energy_measured_kwh,
    cast(case when is_energy_estimated
        then coalesce(
            case when tolerance is null then greatest(expected_kwh, coalesce(energy_measured_kwh, 0)) else expected_kwh end,
            energy_measured_kwh,
            0
        )
        else energy_measured_kwh
    end as decimal(18, 3)) as energy_estimated_kwh,
    is_energy_estimated,
    is_produced_impossible or is_defective_impossible or is_time_impossible or is_time_backwards as is_flagged,
    source_seq
from judged
