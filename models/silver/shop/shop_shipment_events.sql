-- model: silver.shop_shipment_events
-- The shop's carriers' scans of parcels as they are now.
-- grain: a parcel and the number of its scan
-- materialization: merge
-- key: shipment_id, event_no
-- latest: lsn
-- by: row_key
-- order: shipment_id, event_no
-- check: not_null(shipment_id, event_no)
-- check: unique(shipment_id, event_no)
select
    row_key,
    try_cast(shipment_id as bigint) as shipment_id,
    try_cast(event_no as integer) as event_no,
    nullif(event, '') as event,
    nullif(location, '') as location,
    try_cast(occurred_at as timestamp) as occurred_at,
    try_cast(recorded_at as timestamp) as recorded_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(shipment_id as bigint) is null then 'unreadable_shipment_id'
        when try_cast(event_no as integer) is null then 'unreadable_event_no'
        when op = 'D' then null
        when try_cast(occurred_at as timestamp) is null then 'unreadable_occurred_at'
        when try_cast(recorded_at as timestamp) is null then 'unreadable_recorded_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_shipment_events
