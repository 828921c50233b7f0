-- model: score.expected_silver_shop_shipment_events
-- The shop's carriers' scans of parcels as its last change left them, from the truth alone.
-- expects: silver.shop_shipment_events
-- grain: a parcel and the number of its scan
-- materialization: view
-- key: shipment_id, event_no
with ranked as (
    select
        *,
        row_number() over (partition by shipment_id, event_no order by cast(lsn as bigint) desc) as place
    from truth.shop_shipment_events
)

select
    cast(shipment_id as bigint) as shipment_id,
    cast(event_no as integer) as event_no,
    event,
    location,
    cast(occurred_at as timestamp) as occurred_at,
    cast(recorded_at as timestamp) as recorded_at
from ranked
where place = 1 and op <> 'D'
