-- model: silver.shop_carriers
-- The shop's carriers as they are now.
-- grain: a carrier
-- materialization: merge
-- key: carrier_id
-- latest: lsn
-- by: row_key
-- order: carrier_id
-- check: not_null(carrier_id)
-- check: unique(carrier_id)
select
    row_key,
    try_cast(carrier_id as bigint) as carrier_id,
    nullif(name, '') as name,
    nullif(service, '') as service,
    try_cast(is_active as boolean) as is_active,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(carrier_id as bigint) is null then 'unreadable_carrier_id'
        when op = 'D' then null
        when try_cast(is_active as boolean) is null then 'unreadable_is_active'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_carriers
