-- model: score.expected_silver_shop_promotions
-- The shop's promotions as its last change left them, from the truth alone.
-- expects: silver.shop_promotions
-- grain: a promotion
-- materialization: view
-- key: promotion_id
with ranked as (
    select
        *,
        row_number() over (partition by promotion_id order by cast(lsn as bigint) desc) as place
    from truth.shop_promotions
)

select
    cast(promotion_id as bigint) as promotion_id,
    code,
    name,
    kind,
    cast(value as decimal(18, 2)) as value,
    cast(channel_id as bigint) as channel_id,
    cast(category_id as bigint) as category_id,
    segment,
    cast(min_spend as decimal(18, 2)) as min_spend,
    cast(starts_at as timestamp) as starts_at,
    cast(ends_at as timestamp) as ends_at
from ranked
where place = 1 and op <> 'D'
