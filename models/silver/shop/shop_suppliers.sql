-- model: silver.shop_suppliers
-- The shop's suppliers as they are now.
-- grain: a supplier
-- materialization: merge
-- key: supplier_id
-- latest: lsn
-- by: row_key
-- order: supplier_id
-- check: not_null(supplier_id)
-- check: unique(supplier_id)
select
    row_key,
    try_cast(supplier_id as bigint) as supplier_id,
    nullif(name, '') as name,
    nullif(country_code, '') as country_code,
    try_cast(lead_days_mean as decimal(6, 2)) as lead_days_mean,
    try_cast(lead_days_sigma as decimal(6, 2)) as lead_days_sigma,
    try_cast(is_active as boolean) as is_active,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(supplier_id as bigint) is null then 'unreadable_supplier_id'
        when op = 'D' then null
        when try_cast(lead_days_mean as decimal(6, 2)) is null then 'unreadable_lead_days_mean'
        when try_cast(lead_days_sigma as decimal(6, 2)) is null then 'unreadable_lead_days_sigma'
        when try_cast(is_active as boolean) is null then 'unreadable_is_active'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_suppliers
