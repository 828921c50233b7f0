-- model: gold.kpi_loyalty
-- Points that were earned, redeemed, taken back and lost on a day. What customers hold on a day is the sum of points_change up to it.
-- grain: a day
-- materialization: merge
-- key: occurred_date
-- by: occurred_date
-- order: occurred_date
-- check: unique(occurred_date)
select
    occurred_date,
    count(distinct customer_id) as customers,
    cast(coalesce(sum(points) filter (where kind = 'earn'), 0) as bigint) as points_earned,
    cast(coalesce(-sum(points) filter (where kind = 'redeem'), 0) as bigint) as points_redeemed,
    cast(coalesce(-sum(points) filter (where kind = 'expire'), 0) as bigint) as points_expired,
    cast(coalesce(-sum(points) filter (where kind = 'reverse'), 0) as bigint) as points_reversed,
    cast(coalesce(sum(points) filter (where kind = 'adjust'), 0) as bigint) as points_adjusted,
    cast(sum(points) as bigint) as points_change
from gold.fct_loyalty_entry
group by occurred_date
