-- model: silver.shop_customers
-- The shop's customers as they are now.
-- grain: a customer account
-- materialization: merge
-- key: customer_id
-- latest: lsn
-- by: row_key
-- order: customer_id
-- check: not_null(customer_id)
-- check: unique(customer_id)
select
    row_key,
    try_cast(customer_id as bigint) as customer_id,
    nullif(full_name, '') as full_name,
    nullif(email, '') as email,
    nullif(phone, '') as phone,
    nullif(segment, '') as segment,
    try_cast(channel_id as bigint) as channel_id,
    try_cast(tier_id as bigint) as tier_id,
    try_cast(tier_since as timestamp) as tier_since,
    try_cast(points_balance as bigint) as points_balance,
    try_cast(marketing_consent as boolean) as marketing_consent,
    try_cast(is_active as boolean) as is_active,
    try_cast(registered_at as timestamp) as registered_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(customer_id as bigint) is null then 'unreadable_customer_id'
        when op = 'D' then null
        when try_cast(channel_id as bigint) is null then 'unreadable_channel_id'
        when try_cast(tier_id as bigint) is null then 'unreadable_tier_id'
        when try_cast(tier_since as timestamp) is null then 'unreadable_tier_since'
        when try_cast(points_balance as bigint) is null then 'unreadable_points_balance'
        when try_cast(marketing_consent as boolean) is null then 'unreadable_marketing_consent'
        when try_cast(is_active as boolean) is null then 'unreadable_is_active'
        when try_cast(registered_at as timestamp) is null then 'unreadable_registered_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_customers
