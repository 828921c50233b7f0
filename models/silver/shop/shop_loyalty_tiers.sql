-- model: silver.shop_loyalty_tiers
-- The shop's steps of the loyalty programme as they are now.
-- grain: a tier
-- materialization: merge
-- key: tier_id
-- latest: lsn
-- by: row_key
-- order: tier_id
-- check: not_null(tier_id)
-- check: unique(tier_id)
select
    row_key,
    try_cast(tier_id as bigint) as tier_id,
    nullif(name, '') as name,
    try_cast(position as integer) as position,
    try_cast(min_spend as decimal(18, 2)) as min_spend,
    try_cast(points_per_unit as decimal(9, 4)) as points_per_unit,
    try_cast(discount_percent as decimal(5, 2)) as discount_percent,
    try_cast(free_shipping as boolean) as free_shipping,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(tier_id as bigint) is null then 'unreadable_tier_id'
        when op = 'D' then null
        when try_cast(position as integer) is null then 'unreadable_position'
        when try_cast(min_spend as decimal(18, 2)) is null then 'unreadable_min_spend'
        when try_cast(points_per_unit as decimal(9, 4)) is null then 'unreadable_points_per_unit'
        when try_cast(discount_percent as decimal(5, 2)) is null then 'unreadable_discount_percent'
        when try_cast(free_shipping as boolean) is null then 'unreadable_free_shipping'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_loyalty_tiers
