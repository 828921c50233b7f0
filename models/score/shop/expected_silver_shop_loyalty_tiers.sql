-- model: score.expected_silver_shop_loyalty_tiers
-- The shop's steps of the loyalty programme as its last change left them, from the truth alone.
-- expects: silver.shop_loyalty_tiers
-- grain: a tier
-- materialization: view
-- key: tier_id
with ranked as (
    select
        *,
        row_number() over (partition by tier_id order by cast(lsn as bigint) desc) as place
    from truth.shop_loyalty_tiers
)

select
    cast(tier_id as bigint) as tier_id,
    name,
    cast(position as integer) as position,
    cast(min_spend as decimal(18, 2)) as min_spend,
    cast(points_per_unit as decimal(9, 4)) as points_per_unit,
    cast(discount_percent as decimal(5, 2)) as discount_percent,
    cast(free_shipping as boolean) as free_shipping
from ranked
where place = 1 and op <> 'D'
