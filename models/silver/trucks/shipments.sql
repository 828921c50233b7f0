-- model: silver.shipments
-- Perishable orders on trips, as last told.
-- grain: a shipment
-- materialization: merge
-- key: shipment_id
-- by: trip_key
-- order: trip_key, shipment_id, _file, _line
-- check: not_null(shipment_id, trip_id)
with cells as (
    select
        trip_key,
        cell_text(shipment_id) as shipment_id,
        cell_text(trip_id) as trip_id,
        cell_text(order_id) as order_id,
        cell_text(customer) as customer,
        cell_text(product) as product,
        lower(cell_text(cargo)) as cargo,
        whole_number(units) as units,
        try_cast(unit_price as decimal(18, 2)) as unit_price,
        cell_text(origin) as origin,
        cell_text(destination) as destination,
        event_time(promised_at) as promised_at,
        whole_number(source_seq) as source_seq,
        case
            when cell_text(shipment_id) is null then 'shipment_missing'
            when cell_text(trip_id) is null then 'trip_missing'
        end as refusal,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.shipments
)

select * exclude (refusal, _raw), null::blob as _raw, null::varchar as _rule
from cells
where refusal is null
qualify row_number() over (
    partition by trip_key, shipment_id order by source_seq desc nulls last, _landed_at desc, _file desc, _line desc
) = 1

union all by name

select * exclude (refusal), refusal as _rule
from cells
where refusal is not null
