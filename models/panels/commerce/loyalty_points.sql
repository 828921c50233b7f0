-- panel: commerce/loyalty_points
-- Points that were earned, redeemed, expired and taken back on a day, and what customers held at its end.
-- title: Loyalty points
-- column: day = date, the day
-- column: earned = points, for orders
-- column: redeemed = points, paid with
-- column: expired = points, lost by time
-- column: reversed = points, taken back for returned orders
-- column: held = points, at the end of the day
select
    occurred_date as day,
    points_earned as earned,
    points_redeemed as redeemed,
    points_expired as expired,
    points_reversed as reversed,
    cast(sum(points_change) over (order by occurred_date) as bigint) as held
from gold.kpi_loyalty
order by occurred_date
