-- model: score.known_readings
-- Readings as they can be known. Values that were measured wrong stay as they were written. Which stuck and drifting sensors can be
-- seen depends on chance, so their flags have no truth here; score.alarms_plant asks only that they are near such a fault.
-- grain: a reading
-- materialization: replace
-- expects: silver.sensor_logs
-- key: machine_id, source_seq
-- required: machine_id, source_seq, reading_at, temperature, pressure, energy_kwh, efficiency_percent
with known as (
    select
        readings.machine_id,
        case when field = 'timestamp' then cast(written_value as timestamp) else "timestamp" end as reading_at,
        readings.production_date,
        case
            when field = 'temperature' and not is_repairable then cast(written_value as decimal(18, 3))
            else cast(temperature as decimal(18, 3))
        end as temperature,
        case when field = 'pressure' then cast(written_value as decimal(18, 3)) else cast(pressure as decimal(18, 3)) end as pressure,
        case when field = 'energy_kwh' then cast(written_value as decimal(18, 3)) else cast(energy_kwh as decimal(18, 3)) end as energy_kwh,
        case when field = 'efficiency_percent' then cast(written_value as decimal(18, 3)) else cast(efficiency_percent as decimal(18, 3)) end
            as efficiency_percent,
        readings.batch_id,
        arrivals.source_seq,
        field is not distinct from 'machine_id' as is_machine_repaired,
        kind is not distinct from 'unit_mixup' and is_repairable as is_temperature_unit_repaired,
        field is not distinct from 'pressure' and kind = 'outlier' as is_pressure_outlier,
        field is not distinct from 'energy_kwh' and kind = 'outlier' as is_energy_outlier,
        field is not distinct from 'efficiency_percent' and kind = 'outlier' as is_efficiency_outlier,
        kind is not distinct from 'clock_reset' as is_time_impossible,
        cast(arrivals.landed_at - interval 1 day as date) as drop_date,
        cast(arrivals.landed_at as date) as landed_date,
        arrivals.landed_at as _landed_at
    from truth.sensor_logs as readings
    inner join (from score.plant_arrivals where feed = 'sensor_logs' and absent_reason is null) as arrivals
        on arrivals.entity_key = readings.machine_id || ' ' || strftime(readings."timestamp", '%Y-%m-%d %H:%M:%S')
)

select
    known.* replace (
        case when _landed_at >= lost['temperature'] then null else temperature end as temperature,
        case when _landed_at >= lost['pressure'] then null else pressure end as pressure,
        case when _landed_at >= lost['energy_kwh'] then null else energy_kwh end as energy_kwh,
        case when _landed_at >= lost['efficiency_percent'] then null else efficiency_percent end as efficiency_percent,
        case when _landed_at >= lost['batch_id'] then null else batch_id end as batch_id
    )
from known
left join score.lost_columns as columns on columns.feed = 'sensor_logs'
