-- model: silver.shop_categories
-- The shop's tree of product categories as they are now: of the changes of a row the latest that can be read, without rows that were deleted.
-- grain: a category
-- materialization: merge
-- key: category_id
-- by: row_key
-- order: category_id
-- check: not_null(category_id)
-- check: unique(category_id)
with changes as (
    select
        row_key,
        try_cast(category_id as bigint) as category_id,
        try_cast(parent_id as bigint) as parent_id,
        nullif(name, '') as name,
        op,
        try_cast(lsn as bigint) as lsn,
        case
            when is_bad_change(op, lsn) then 'unreadable_change'
            when try_cast(category_id as bigint) is null then 'unreadable_category_id'
            when op = 'D' then null
            when try_cast(parent_id as bigint) is null and parent_id <> '' then 'unreadable_parent_id'
        end as unreadable,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.shop_categories
),

ranked as (
    select
        *,
        row_number() over (partition by category_id order by lsn desc, _file, _line) as place
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
