-- model: score.expected_silver_shop_shipments
-- The shop's parcels as its last change left them, from the truth alone.
-- expects: silver.shop_shipments
-- grain: a parcel
-- materialization: view
-- key: shipment_id
with ranked as (
    select
        *,
        row_number() over (partition by shipment_id order by cast(lsn as bigint) desc) as place
    from truth.shop_shipments
)

select
    cast(shipment_id as bigint) as shipment_id,
    order_id,
    cast(warehouse_id as bigint) as warehouse_id,
    cast(carrier_id as bigint) as carrier_id,
    tracking_number,
    status,
    cast(weight_grams as integer) as weight_grams,
    cast(cost as decimal(18, 2)) as cost,
    cast(created_at as timestamp) as created_at,
    cast(packed_at as timestamp) as packed_at,
    cast(handed_over_at as timestamp) as handed_over_at,
    cast(delivered_at as timestamp) as delivered_at,
    cast(promised_at as timestamp) as promised_at
from ranked
where place = 1 and op <> 'D'
