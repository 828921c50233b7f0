-- model: score.expected_kpi_gmv
-- Gross merchandise value of known orders by order day and channel.
-- grain: an order day and a channel
-- materialization: replace
-- expects: gold.kpi_gmv
-- key: ordered_date, channel
select
    ordered_date,
    coalesce(channel, 'unknown') as channel,
    count(*) as orders_placed,
    count(*) filter (where not is_cancelled) as orders_not_cancelled,
    count(*) filter (where is_delivered) as orders_delivered,
    cast(sum(gross_amount) as decimal(18, 2)) as gmv_placed,
    cast(coalesce(sum(gross_amount) filter (where not is_cancelled), 0) as decimal(18, 2)) as gmv_not_cancelled,
    cast(coalesce(sum(gross_amount) filter (where is_delivered), 0) as decimal(18, 2)) as gmv_delivered,
    cast(coalesce(sum(shipping_cost), 0) as decimal(18, 2)) as freight_placed,
    cast(cast(sum(gross_amount) as double) / count(*) as decimal(18, 2)) as aov_placed
from score.expected_fct_orders
group by all
