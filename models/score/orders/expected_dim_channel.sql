-- model: score.expected_dim_channel
-- Channels that the business names and those of known orders.
-- grain: a channel
-- materialization: view
-- expects: gold.dim_channel
-- key: channel
with seen as (
    select channel, min(ordered_date) as first_date, max(ordered_date) as last_date, sum(orders_placed) as orders
    from score.expected_kpi_gmv
    group by channel
),

named as (
    select distinct name as channel
    from seed.names
    where kind = 'channel'
)

select
    coalesce(named.channel, seen.channel) as channel,
    named.channel is not null as is_known,
    seen.first_date as first_ordered_date,
    seen.last_date as last_ordered_date,
    cast(coalesce(seen.orders, 0) as bigint) as orders
from named
full join seen on seen.channel = named.channel
