-- model: gold.kpi_loyalty_tiers
-- The steps of the loyalty programme as they are now: members, what they spent, and the points that they hold.
-- grain: a tier
-- materialization: replace
-- key: tier_id
-- order: tier_id
-- check: unique(tier_id)
with members as (
    select
        tier_id,
        count(*) as members,
        count(*) filter (where orders > orders_cancelled) as members_with_orders,
        sum(orders - orders_cancelled) as orders,
        sum(net_spend) as net_spend,
        sum(points_balance) as points_held
    from gold.customer_value
    group by tier_id
)

select
    tiers.tier_id,
    tiers.name as tier,
    tiers.position,
    tiers.min_spend,
    coalesce(members.members, 0) as members,
    coalesce(members.members_with_orders, 0) as members_with_orders,
    cast(coalesce(members.orders, 0) as bigint) as orders,
    cast(coalesce(members.net_spend, 0) as decimal(18, 2)) as net_spend,
    cast(coalesce(members.points_held, 0) as bigint) as points_held,
    cast(cast(members.net_spend as double) / nullif(members.members, 0) as decimal(18, 2)) as net_spend_per_member
from silver.shop_loyalty_tiers as tiers
left join members on members.tier_id = tiers.tier_id
