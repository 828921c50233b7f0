-- model: silver.shop_payments
-- The shop's charges and refunds as they are now.
-- grain: an attempted payment
-- materialization: merge
-- key: payment_id
-- latest: lsn
-- by: row_key
-- order: payment_id
-- check: not_null(payment_id)
-- check: unique(payment_id)
select
    row_key,
    try_cast(payment_id as bigint) as payment_id,
    nullif(order_id, '') as order_id,
    nullif(kind, '') as kind,
    try_cast(return_id as bigint) as return_id,
    nullif(method, '') as method,
    nullif(status, '') as status,
    try_cast(amount as decimal(18, 2)) as amount,
    nullif(card_bin, '') as card_bin,
    nullif(card_last4, '') as card_last4,
    nullif(decline_reason, '') as decline_reason,
    nullif(device_id, '') as device_id,
    try_cast(attempted_at as timestamp) as attempted_at,
    try_cast(settled_at as timestamp) as settled_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(payment_id as bigint) is null then 'unreadable_payment_id'
        when op = 'D' then null
        when try_cast(return_id as bigint) is null and return_id <> '' then 'unreadable_return_id'
        when try_cast(amount as decimal(18, 2)) is null then 'unreadable_amount'
        when try_cast(attempted_at as timestamp) is null then 'unreadable_attempted_at'
        when try_cast(settled_at as timestamp) is null and settled_at <> '' then 'unreadable_settled_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_payments
