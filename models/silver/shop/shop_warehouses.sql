-- model: silver.shop_warehouses
-- The shop's warehouses as they are now.
-- grain: a warehouse
-- materialization: merge
-- key: warehouse_id
-- latest: lsn
-- by: row_key
-- order: warehouse_id
-- check: not_null(warehouse_id)
-- check: unique(warehouse_id)
select
    row_key,
    try_cast(warehouse_id as bigint) as warehouse_id,
    nullif(code, '') as code,
    nullif(name, '') as name,
    nullif(city, '') as city,
    nullif(region, '') as region,
    nullif(country_code, '') as country_code,
    try_cast(is_active as boolean) as is_active,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(warehouse_id as bigint) is null then 'unreadable_warehouse_id'
        when op = 'D' then null
        when try_cast(is_active as boolean) is null then 'unreadable_is_active'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_warehouses
