-- model: gold.dim_promotion
-- What promotions give, to whom, and when.
-- grain: a promotion
-- materialization: replace
-- key: promotion_id
-- order: promotion_id
-- check: not_null(promotion_id)
-- check: unique(promotion_id)
select
    promotions.promotion_id,
    promotions.code,
    promotions.name,
    promotions.kind,
    promotions.value,
    channels.name as channel,
    categories.name as category,
    promotions.segment,
    promotions.min_spend,
    promotions.starts_at,
    promotions.ends_at
from silver.shop_promotions as promotions
left join silver.shop_channels as channels on channels.channel_id = promotions.channel_id
left join silver.shop_categories as categories on categories.category_id = promotions.category_id
