-- model: gold.fct_sensor_reading
-- Readings with the batch that was being made: the one that the reading names, else the one of its machine at that time; clocks may
-- be off by some minutes, so a reading between two batches belongs to the nearer one. Values that cannot be trusted are unknown here;
-- values of a stuck or drifting sensor stay, with their flags.
-- grain: a reading
-- materialization: merge
-- key: production_date, machine_id, reading_at, source_seq
-- by: production_date
-- order: production_date, machine_id, reading_at, source_seq, _file, _line
-- references: gold.fct_production_batch(production_date, batch_key)
-- check: not_null(machine_id, reading_at, production_date)
with readings as (
    select
        * exclude (batch_id),
        normal_name(batch_id) as named_key
    from silver.sensor_logs
),

candidates as (
    select
        readings.* exclude (named_key),
        batches.batch_id,
        batches.batch_key,
        coalesce(batches.batch_key = readings.named_key, false) as is_named,
        greatest(
            0,
            date_diff('second', readings.reading_at, batches.started_at),
            date_diff('second', batches.ended_at, readings.reading_at)
        ) as seconds_off
    from readings
    left join silver.production_batches as batches
        on batches.production_date = readings.production_date
        and batches.machine_id = readings.machine_id
        and (
            batches.batch_key = readings.named_key
            or (
                not readings.is_time_impossible
                and readings.reading_at between batches.started_at - clock_tolerance() and batches.ended_at + clock_tolerance()
            )
        )
),

matched as (
    select *
    from candidates
    qualify row_number() over (
        partition by _file, _line
        order by is_named desc, seconds_off nulls last, batch_key
    ) = 1
)

select
    machine_id,
    reading_at,
    production_date,
    batch_id,
    batch_key,
    case when batch_id is not null then case when is_named then 'name' else 'time' end end as matched_by,
    case when not is_temperature_outlier then temperature end as temperature,
    case when not is_pressure_outlier then pressure end as pressure,
    case when not is_energy_outlier then energy_kwh end as energy_kwh,
    case when not is_efficiency_outlier then efficiency_percent end as efficiency_percent,
    source_seq,
    is_temperature_unit_repaired,
    is_temperature_outlier,
    is_temperature_stuck,
    is_temperature_drifting,
    is_pressure_stuck,
    is_pressure_outlier,
    is_energy_outlier,
    is_efficiency_outlier,
    is_time_impossible,
    _file,
    _line
from matched
