-- model: silver.shop_channels
-- The shop's sales channels as they are now: of the changes of a row the latest that can be read, without rows that were deleted.
-- grain: a channel
-- materialization: merge
-- key: channel_id
-- by: row_key
-- order: channel_id
-- check: not_null(channel_id)
-- check: unique(channel_id)
with changes as (
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
        end as unreadable,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.shop_channels
),

ranked as (
    select
        *,
        row_number() over (partition by channel_id order by lsn desc, _file, _line) as place
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
