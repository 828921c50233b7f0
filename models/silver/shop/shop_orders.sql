-- model: silver.shop_orders
-- The shop's orders as they are now.
-- grain: an order
-- materialization: merge
-- key: order_id
-- latest: lsn
-- by: row_key
-- order: order_id
-- check: not_null(order_id)
-- check: unique(order_id)
select
    row_key,
    nullif(order_id, '') as order_id,
    try_cast(customer_id as bigint) as customer_id,
    try_cast(channel_id as bigint) as channel_id,
    try_cast(address_id as bigint) as address_id,
    try_cast(promotion_id as bigint) as promotion_id,
    nullif(session_id, '') as session_id,
    nullif(device_id, '') as device_id,
    try_cast(subtotal as decimal(18, 2)) as subtotal,
    try_cast(discount as decimal(18, 2)) as discount,
    try_cast(shipping_fee as decimal(18, 2)) as shipping_fee,
    try_cast(total as decimal(18, 2)) as total,
    nullif(status, '') as status,
    try_cast(status_no as integer) as status_no,
    try_cast(status_at as timestamp) as status_at,
    nullif(status_reason, '') as status_reason,
    try_cast(ordered_at as timestamp) as ordered_at,
    try_cast(promised_at as timestamp) as promised_at,
    nullif(note, '') as note,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when coalesce(order_id, '') = '' then 'missing_order_id'
        when op = 'D' then null
        when try_cast(customer_id as bigint) is null then 'unreadable_customer_id'
        when try_cast(channel_id as bigint) is null then 'unreadable_channel_id'
        when try_cast(address_id as bigint) is null then 'unreadable_address_id'
        when try_cast(promotion_id as bigint) is null and promotion_id <> '' then 'unreadable_promotion_id'
        when try_cast(subtotal as decimal(18, 2)) is null then 'unreadable_subtotal'
        when try_cast(discount as decimal(18, 2)) is null then 'unreadable_discount'
        when try_cast(shipping_fee as decimal(18, 2)) is null then 'unreadable_shipping_fee'
        when try_cast(total as decimal(18, 2)) is null then 'unreadable_total'
        when try_cast(status_no as integer) is null then 'unreadable_status_no'
        when try_cast(status_at as timestamp) is null then 'unreadable_status_at'
        when try_cast(ordered_at as timestamp) is null then 'unreadable_ordered_at'
        when try_cast(promised_at as timestamp) is null and promised_at <> '' then 'unreadable_promised_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_orders
