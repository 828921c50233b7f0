-- model: score.outcomes_trucks
-- What became of every fault of the telemetry that has taken effect: handled (the result is as if it had not been), missed (it passed as
-- truth, or a reading is gone), or unrecoverable (nobody can know the true value, and the result does not pretend to). A reading whose
-- clock had drifted stands under the time that it told. Worlds without trips have no trucks.
-- grain: a fault
-- materialization: view
with faults as (
    select
        *,
        split_part(entity_key, '|', 1) as truck_id,
        cast(split_part(entity_key, '|', 2) as bigint) as true_s
    from score.ledger
    cross join (select count(*) as trips from truth.trips) as fleet
    where trips > 0
        and feed = 'telemetry'
        and not is_pending
        and field is distinct from 'file'
),

broken as (
    select entity_key, count(*) over () as rows_lost
    from faults
    where kind = 'broken_row'
),

swallowed as (
    select coalesce(any_value(rows_lost), 0) > (select count(*) from quarantine.bronze_telemetry)
        + (select count(*) from quarantine.silver_telemetry where _rule <> 'duplicate') as is_swallowed
    from broken
),

drifted as (
    select entity_key, max(try_cast(written_value as bigint)) as told_s
    from faults
    where kind = 'clock_drift'
    group by entity_key
),

readings as (
    select
        truck_id,
        cast(floor(epoch_us(reading_at) / 1000000) as bigint) as at_s,
        implausible,
        temp_c,
        fuel_percent,
        speed_kmh,
        cargo_temp_c,
        ambient_c,
        humidity_percent,
        battery_v
    from silver.telemetry
)

select
    faults.fault_id,
    faults.kind,
    case
        when broken.entity_key is not null then case when swallowed.is_swallowed then 'missed' else 'unrecoverable' end
        when readings.at_s is null then 'missed'
        when faults.kind in ('duplicate_row', 'out_of_order', 'late') then 'handled'
        when faults.kind in ('null_value', 'outlier') and case faults.field
                when 'temp' then readings.temp_c
                when 'fuel' then readings.fuel_percent
                when 'speed_kmh' then readings.speed_kmh
                when 'cargo_temp' then readings.cargo_temp_c
                when 'ambient' then readings.ambient_c
                when 'humidity' then readings.humidity_percent
                when 'battery_v' then readings.battery_v
            end is not null then 'missed'
        when faults.kind = 'outlier' and not contains(coalesce(readings.implausible, ''), faults.field) then 'missed'
        else 'unrecoverable'
    end as outcome
from faults
cross join swallowed
left join (select distinct entity_key from broken) as broken on broken.entity_key = faults.entity_key
left join drifted on drifted.entity_key = faults.entity_key
left join readings on readings.truck_id = faults.truck_id and readings.at_s = coalesce(drifted.told_s, faults.true_s)
