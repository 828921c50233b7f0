-- model: silver.shop_customer_addresses
-- The shop's customers' addresses as they are now.
-- grain: an address
-- materialization: merge
-- key: address_id
-- latest: lsn
-- by: row_key
-- order: address_id
-- check: not_null(address_id)
-- check: unique(address_id)
select
    row_key,
    try_cast(address_id as bigint) as address_id,
    try_cast(customer_id as bigint) as customer_id,
    nullif(label, '') as label,
    nullif(recipient, '') as recipient,
    nullif(line1, '') as line1,
    nullif(line2, '') as line2,
    nullif(city, '') as city,
    nullif(region, '') as region,
    nullif(postal_code, '') as postal_code,
    nullif(country_code, '') as country_code,
    try_cast(is_default as boolean) as is_default,
    try_cast(created_at as timestamp) as created_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(address_id as bigint) is null then 'unreadable_address_id'
        when op = 'D' then null
        when try_cast(customer_id as bigint) is null then 'unreadable_customer_id'
        when try_cast(is_default as boolean) is null then 'unreadable_is_default'
        when try_cast(created_at as timestamp) is null then 'unreadable_created_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_customer_addresses
