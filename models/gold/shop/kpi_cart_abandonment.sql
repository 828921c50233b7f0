-- model: gold.kpi_cart_abandonment
-- Carts that held something and became no order within 24 hours or 7 days, by the day on which the cart was begun. A day's share is final
-- once the window after it has passed.
-- grain: a day and a channel
-- materialization: merge
-- key: created_date, channel
-- by: created_date
-- order: created_date, channel
-- check: not_null(created_date, channel)
-- check: unique(created_date, channel)
with daily as (
    select
        created_date,
        coalesce(channel, 'unknown') as channel,
        count(*) as carts,
        count(*) filter (where is_ordered_24h) as ordered_24h,
        count(*) filter (where is_ordered_7d) as ordered_7d,
        cast(sum(value) as decimal(18, 2)) as value
    from gold.fct_cart
    where is_filled
    group by 1, 2
)

select
    *,
    1 - cast(ordered_24h as double) / carts as abandoned_24h,
    1 - cast(ordered_7d as double) / carts as abandoned_7d
from daily
