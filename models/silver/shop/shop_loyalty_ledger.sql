-- model: silver.shop_loyalty_ledger
-- The shop's points earned and spent as they are now: of the changes of a row the latest that can be read, without rows that were deleted.
-- grain: an entry of the ledger
-- materialization: merge
-- key: entry_id
-- by: row_key
-- order: entry_id
-- check: not_null(entry_id)
-- check: unique(entry_id)
with changes as (
    select
        row_key,
        try_cast(entry_id as bigint) as entry_id,
        try_cast(customer_id as bigint) as customer_id,
        nullif(kind, '') as kind,
        try_cast(points as bigint) as points,
        nullif(order_id, '') as order_id,
        nullif(note, '') as note,
        try_cast(occurred_at as timestamp) as occurred_at,
        op,
        try_cast(lsn as bigint) as lsn,
        case
            when is_bad_change(op, lsn) then 'unreadable_change'
            when try_cast(entry_id as bigint) is null then 'unreadable_entry_id'
            when op = 'D' then null
            when try_cast(customer_id as bigint) is null then 'unreadable_customer_id'
            when try_cast(points as bigint) is null then 'unreadable_points'
            when try_cast(occurred_at as timestamp) is null then 'unreadable_occurred_at'
        end as unreadable,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.shop_loyalty_ledger
),

ranked as (
    select
        *,
        row_number() over (partition by entry_id order by lsn desc, _file, _line) as place
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
