-- model: gold.kpi_funnel
-- How far visits went, by day, channel and kind of device: unique sessions, closed steps (see gold.fct_activity_session). Conversion is
-- orders' sessions divided by all.
-- grain: a day, a channel and a kind of device
-- materialization: merge
-- key: started_date, channel, device_type
-- by: started_date
-- order: started_date, channel, device_type
-- check: unique(started_date, channel, device_type)
with daily as (
    select
        started_date,
        coalesce(channel, 'unknown') as channel,
        coalesce(device_type, 'unknown') as device_type,
        count(*) as sessions,
        count(*) filter (where funnel_step >= 2) as sessions_view,
        count(*) filter (where funnel_step >= 3) as sessions_cart,
        count(*) filter (where funnel_step >= 4) as sessions_checkout,
        count(*) filter (where funnel_step >= 5) as sessions_order,
        count(*) filter (where searches > 0) as sessions_search,
        cast(sum(orders) as bigint) as orders
    from gold.fct_activity_session
    group by 1, 2, 3
)

select
    *,
    cast(sessions_view as double) / sessions as view_rate,
    cast(sessions_cart as double) / nullif(sessions_view, 0) as cart_rate,
    cast(sessions_checkout as double) / nullif(sessions_cart, 0) as checkout_rate,
    cast(sessions_order as double) / nullif(sessions_checkout, 0) as order_rate,
    cast(sessions_order as double) / sessions as conversion
from daily
