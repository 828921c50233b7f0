-- model: gold.fct_activity_session
-- One row per visit: when, where, on which device, how often each thing was done, and how far it went. The funnel is closed, a visit
-- reached a step only if it reached every step before it (1 visit, 2 view, 3 cart, 4 checkout, 5 order).
-- grain: a session
-- materialization: merge
-- key: session_id
-- by: session_id
-- order: session_id
-- check: not_null(session_id, started_at)
-- check: unique(session_id)
with visits as (
    select
        session_id,
        min(occurred_at) as started_at,
        max(occurred_at) as ended_at,
        max(customer_id) as customer_id,
        min(channel_id) as channel_id,
        min(device_type) as device_type,
        min(device_id) as device_id,
        count(*) as events,
        count(*) filter (where event = 'view') as views,
        count(*) filter (where event = 'search') as searches,
        count(*) filter (where event = 'add_to_cart') as cart_adds,
        count(*) filter (where event = 'remove') as cart_removes,
        count(*) filter (where event = 'checkout') as checkouts,
        count(distinct case when event = 'view' then product_id end) as products_viewed
    from silver.shop_customer_activity_log
    group by session_id
),

bought as (
    select session_id, count(*) as orders, min(ordered_at) as ordered_at
    from silver.shop_orders
    where session_id is not null
    group by session_id
)

select
    visits.*,
    cast(visits.started_at as date) as started_date,
    channels.name as channel,
    epoch_us(visits.ended_at) - epoch_us(visits.started_at) as duration_us,
    cast(coalesce(bought.orders, 0) as bigint) as orders,
    bought.ordered_at,
    case
        when visits.views = 0 then 1
        when visits.cart_adds = 0 then 2
        when visits.checkouts = 0 then 3
        when bought.orders is null then 4
        else 5
    end as funnel_step
from visits
left join bought on bought.session_id = visits.session_id
left join silver.shop_channels as channels on channels.channel_id = visits.channel_id
