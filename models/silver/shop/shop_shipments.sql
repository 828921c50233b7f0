-- model: silver.shop_shipments
-- The shop's parcels as they are now.
-- grain: a parcel
-- materialization: merge
-- key: shipment_id
-- latest: lsn
-- by: row_key
-- order: shipment_id
-- check: not_null(shipment_id)
-- check: unique(shipment_id)
select
    row_key,
    try_cast(shipment_id as bigint) as shipment_id,
    nullif(order_id, '') as order_id,
    try_cast(warehouse_id as bigint) as warehouse_id,
    try_cast(carrier_id as bigint) as carrier_id,
    nullif(tracking_number, '') as tracking_number,
    nullif(status, '') as status,
    try_cast(weight_grams as integer) as weight_grams,
    try_cast(cost as decimal(18, 2)) as cost,
    try_cast(created_at as timestamp) as created_at,
    try_cast(packed_at as timestamp) as packed_at,
    try_cast(handed_over_at as timestamp) as handed_over_at,
    try_cast(delivered_at as timestamp) as delivered_at,
    try_cast(promised_at as timestamp) as promised_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(shipment_id as bigint) is null then 'unreadable_shipment_id'
        when op = 'D' then null
        when try_cast(warehouse_id as bigint) is null then 'unreadable_warehouse_id'
        when try_cast(carrier_id as bigint) is null then 'unreadable_carrier_id'
        when try_cast(weight_grams as integer) is null then 'unreadable_weight_grams'
        when try_cast(cost as decimal(18, 2)) is null then 'unreadable_cost'
        when try_cast(created_at as timestamp) is null then 'unreadable_created_at'
        when try_cast(packed_at as timestamp) is null and packed_at <> '' then 'unreadable_packed_at'
        when try_cast(handed_over_at as timestamp) is null and handed_over_at <> '' then 'unreadable_handed_over_at'
        when try_cast(delivered_at as timestamp) is null and delivered_at <> '' then 'unreadable_delivered_at'
        when try_cast(promised_at as timestamp) is null and promised_at <> '' then 'unreadable_promised_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_shipments
