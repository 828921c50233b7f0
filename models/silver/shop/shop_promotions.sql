-- model: silver.shop_promotions
-- The shop's promotions as they are now.
-- grain: a promotion
-- materialization: merge
-- key: promotion_id
-- latest: lsn
-- by: row_key
-- order: promotion_id
-- check: not_null(promotion_id)
-- check: unique(promotion_id)
select
    row_key,
    try_cast(promotion_id as bigint) as promotion_id,
    nullif(code, '') as code,
    nullif(name, '') as name,
    nullif(kind, '') as kind,
    try_cast(value as decimal(18, 2)) as value,
    try_cast(channel_id as bigint) as channel_id,
    try_cast(category_id as bigint) as category_id,
    nullif(segment, '') as segment,
    try_cast(min_spend as decimal(18, 2)) as min_spend,
    try_cast(starts_at as timestamp) as starts_at,
    try_cast(ends_at as timestamp) as ends_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(promotion_id as bigint) is null then 'unreadable_promotion_id'
        when op = 'D' then null
        when try_cast(value as decimal(18, 2)) is null then 'unreadable_value'
        when try_cast(channel_id as bigint) is null and channel_id <> '' then 'unreadable_channel_id'
        when try_cast(category_id as bigint) is null and category_id <> '' then 'unreadable_category_id'
        when try_cast(min_spend as decimal(18, 2)) is null then 'unreadable_min_spend'
        when try_cast(starts_at as timestamp) is null then 'unreadable_starts_at'
        when try_cast(ends_at as timestamp) is null then 'unreadable_ends_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_promotions
