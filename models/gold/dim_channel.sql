-- model: gold.dim_channel
-- Sales channels: those that the business knows by name and those that only appear in the data.
-- grain: a channel
-- materialization: replace
-- key: channel
-- order: channel
-- check: not_null(channel)
-- check: unique(channel)
with named as (
    select distinct name as channel
    from seed.names
    where kind = 'channel'
),

seen as (
    select
        channel,
        min(ordered_date) as first_ordered_date,
        max(ordered_date) as last_ordered_date,
        cast(sum(orders_placed) as bigint) as orders
    from gold.kpi_gmv
    group by channel
)

select
    coalesce(named.channel, seen.channel) as channel,
    named.channel is not null as is_known,
    seen.first_ordered_date,
    seen.last_ordered_date,
    coalesce(seen.orders, 0) as orders
from named
full join seen on seen.channel = named.channel
