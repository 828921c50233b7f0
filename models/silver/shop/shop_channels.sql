-- model: silver.shop_channels
-- The shop's sales channels as they are now.
-- grain: a channel
-- materialization: merge
-- key: channel_id
-- latest: lsn
-- by: row_key
-- order: channel_id
-- check: not_null(channel_id)
-- check: unique(channel_id)
select
    row_key,
    try_cast(channel_id as bigint) as channel_id,
    nullif(name, '') as name,
    nullif(kind, '') as kind,
    try_cast(fee_percent as decimal(5, 2)) as fee_percent,
    try_cast(is_active as boolean) as is_active,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(channel_id as bigint) is null then 'unreadable_channel_id'
        when op = 'D' then null
        when try_cast(fee_percent as decimal(5, 2)) is null then 'unreadable_fee_percent'
        when try_cast(is_active as boolean) is null then 'unreadable_is_active'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_channels
