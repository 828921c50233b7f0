-- panel: commerce/loyalty_tiers
-- The steps of the loyalty programme as they are now. Net spend is goods less discounts and received returns, of orders that were not cancelled.
-- title: Loyalty tiers
-- column: tier = name, the step
-- column: min_spend = money, of the last twelve months from which on it begins
-- column: members = accounts, in it
-- column: members_with_orders = accounts, that ever ordered
-- column: member_share = share, of all accounts
-- column: net_spend = money, of its members so far
-- column: net_spend_per_member = money per account, net spend divided by members
-- column: points_held = points, that members hold
select
    tier,
    min_spend,
    members,
    members_with_orders,
    members / nullif(sum(cast(members as double)) over (), 0) as member_share,
    net_spend,
    net_spend_per_member,
    points_held
from gold.kpi_loyalty_tiers
order by position
