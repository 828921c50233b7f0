-- model: silver.shop_categories
-- The shop's tree of product categories as they are now.
-- grain: a category
-- materialization: merge
-- key: category_id
-- latest: lsn
-- by: row_key
-- order: category_id
-- check: not_null(category_id)
-- check: unique(category_id)
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
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_categories
