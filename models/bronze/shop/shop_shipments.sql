-- model: bronze.shop_shipments
-- Changes of the shop's parcels as they came: every value is text, and every row knows the file and line that it stood on.
-- grain: a change of a row
-- materialization: append
select
    *,
    coalesce(try_cast(shipment_id as bigint), -1) as row_key,
    cast(_landed_at as date) as landed_date
from landing.shop_shipments
