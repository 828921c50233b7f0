-- model: silver.shop_cart
-- The shop's carts as they are now.
-- grain: a cart
-- materialization: merge
-- key: cart_id
-- latest: lsn
-- by: row_key
-- order: cart_id
-- check: not_null(cart_id)
-- check: unique(cart_id)
select
    row_key,
    try_cast(cart_id as bigint) as cart_id,
    try_cast(customer_id as bigint) as customer_id,
    nullif(session_id, '') as session_id,
    try_cast(channel_id as bigint) as channel_id,
    nullif(status, '') as status,
    nullif(order_id, '') as order_id,
    try_cast(created_at as timestamp) as created_at,
    try_cast(closed_at as timestamp) as closed_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(cart_id as bigint) is null then 'unreadable_cart_id'
        when op = 'D' then null
        when try_cast(customer_id as bigint) is null and customer_id <> '' then 'unreadable_customer_id'
        when try_cast(channel_id as bigint) is null then 'unreadable_channel_id'
        when try_cast(created_at as timestamp) is null then 'unreadable_created_at'
        when try_cast(closed_at as timestamp) is null and closed_at <> '' then 'unreadable_closed_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_cart
