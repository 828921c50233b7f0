-- model: silver.shop_customer_addresses
-- The shop's customers' addresses as they are now: of the changes of a row the latest that can be read, without rows that were deleted.
-- grain: an address
-- materialization: merge
-- key: address_id
-- by: row_key
-- order: address_id
-- check: not_null(address_id)
-- check: unique(address_id)
with changes as (
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
        end as unreadable,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.shop_customer_addresses
),

ranked as (
    select
        *,
        row_number() over (partition by address_id order by lsn desc, _file, _line) as place
    from changes
    where unreadable is null
)

select * exclude (op, lsn, unreadable, place), cast(null as varchar) as _rule
from ranked
where place = 1 and op <> 'D'
union all
select * exclude (op, lsn, unreadable), unreadable as _rule
from changes
where unreadable is not null
