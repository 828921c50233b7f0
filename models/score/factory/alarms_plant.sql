-- model: score.alarms_plant
-- Repairs, flags and quarantined rows of the factory feeds that no fault accounts for, by the kind of fault that they claim to have seen.
-- grain: a false alarm
-- materialization: view
with claims as (
    select
        case column_name
            when 'is_machine_repaired' then 'id_variant'
            when 'is_product_repaired' then 'name_variant'
            when 'is_result_repaired' then 'name_variant'
            when 'is_action_repaired' then 'name_variant'
            when 'is_produced_impossible' then 'outlier'
            when 'is_defective_impossible' then 'outlier'
            when 'is_pressure_outlier' then 'outlier'
            when 'is_energy_outlier' then 'outlier'
            when 'is_efficiency_outlier' then 'outlier'
            when 'is_temperature_unit_repaired' then 'unit_mixup'
            when 'is_zone_repaired' then 'zone_mixup'
            when 'is_time_impossible' then 'clock_reset'
            when 'is_time_backwards' then 'time_backwards'
        end as kind,
        key
    from score.differences
    where table_name in ('silver.production_batches', 'silver.sensor_logs', 'silver.qc_checks', 'silver.operator_logs')
        and what = 'different' and found = 'true'
),

-- A sensor that is stuck shows the value of a good reading, and one that drifts leaves the range some readings later: the machine's
-- day is the place that both have in common.
bad_days as (
    select distinct readings.machine_id, readings.production_date, arrivals.kind
    from truth.sensor_logs as readings
    inner join (from score.plant_arrivals where feed = 'sensor_logs' and kind in ('stuck_sensor', 'drifting_sensor', 'outlier', 'unit_mixup'))
        as arrivals
        on arrivals.entity_key = readings.machine_id || ' ' || strftime(readings."timestamp", '%Y-%m-%d %H:%M:%S')
    union
    -- A machine that runs evenly shows the same value again and again; to say that it stands still is true.
    select distinct machine_id, production_date, 'stuck_sensor'
    from (
        select machine_id, production_date from truth.sensor_logs group by machine_id, production_date, pressure having count(*) >= 4
        union all
        select machine_id, production_date from truth.sensor_logs group by machine_id, production_date, temperature having count(*) >= 4
    )
),

strange as (
    select 'stuck_sensor' as kind, machine_id, production_date, reading_at from silver.sensor_logs where is_temperature_stuck or is_pressure_stuck
    union all
    select 'drifting_sensor', machine_id, production_date, reading_at from silver.sensor_logs where is_temperature_drifting
    union all
    select 'outlier', machine_id, production_date, reading_at from silver.sensor_logs where is_temperature_outlier
),

unfounded_flags as (
    select strange.kind, strange.machine_id || ' ' || strange.reading_at as key
    from strange
    anti join bad_days
        on bad_days.machine_id = strange.machine_id
        and bad_days.production_date = strange.production_date
        and (bad_days.kind = strange.kind or strange.kind <> 'stuck_sensor' and bad_days.kind <> 'stuck_sensor')
),

unfounded_conflicts as (
    select batch_id as key
    from quarantine.silver_production_batches as rows
    where _rule = 'conflicting_duplicate'
        and not exists (
            from score.plant_ledger as ledger
            where ledger.kind = 'conflicting_duplicate' and ledger.feed = 'production_batches' and ledger.entity_key = rows.batch_id)
    union all
    select check_id from quarantine.silver_qc_checks where _rule = 'conflicting_duplicate'
    union all
    select machine_id || ' ' || log_id from quarantine.silver_operator_logs where _rule = 'conflicting_duplicate'
    union all
    select machine_id || ' ' || reading_at from quarantine.silver_sensor_logs where _rule = 'conflicting_duplicate'
),

known_orphans as (
    select quarantined.check_id as key
    from (from quarantine.silver_qc_checks where _rule = 'unknown_batch') as quarantined
    semi join silver.production_batches as known on known.batch_key = quarantined.batch_key
),

unreadable as (
    select _file || ', line ' || _line as key from quarantine.silver_production_batches where _rule <> 'conflicting_duplicate'
    union all
    select _file || ', line ' || _line from quarantine.silver_sensor_logs where _rule <> 'conflicting_duplicate'
    union all
    select _file || ', line ' || _line from quarantine.silver_operator_logs where _rule <> 'conflicting_duplicate'
    union all
    select _file || ', line ' || _line from quarantine.silver_qc_checks where _rule not in ('conflicting_duplicate', 'unknown_batch')
)

select kind, key from claims where kind is not null
union all
select kind, key from unfounded_flags
union all
select 'conflicting_duplicate', key from unfounded_conflicts
union all
select 'orphan_update', key from known_orphans
union all
select 'broken_row', key from unreadable
