-- model: silver.trips
-- Trips as the dispatcher last planned them.
-- grain: a trip
-- materialization: merge
-- key: trip_id
-- by: trip_key
-- order: trip_key, _file, _line
-- check: not_null(trip_id, truck_id)
with cells as (
    select
        trip_key,
        cell_text(trip_id) as trip_id,
        cell_text(truck_id) as truck_id,
        cell_text(driver_id) as driver_id,
        cell_text(route) as route,
        lower(cell_text(cargo)) as cargo,
        cast(round(try_cast(set_point as decimal(18, 6)), 3) as decimal(12, 3)) as set_point_c,
        event_time(planned_departure) as planned_departure,
        event_time(planned_arrival) as planned_arrival,
        whole_number(source_seq) as source_seq,
        case
            when cell_text(trip_id) is null then 'trip_missing'
            when cell_text(truck_id) is null then 'truck_missing'
        end as refusal,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.trips
)

select * exclude (refusal, _raw), null::blob as _raw, null::varchar as _rule
from cells
where refusal is null
qualify row_number() over (partition by trip_key order by source_seq desc nulls last, _landed_at desc, _file desc, _line desc) = 1

union all by name

select * exclude (refusal), refusal as _rule
from cells
where refusal is not null
