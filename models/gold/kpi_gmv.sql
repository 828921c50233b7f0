-- model: gold.kpi_gmv
-- Gross merchandise value: unit price times quantity, by the day and channel of the order. Three variants, named by their column:
-- placed, placed without cancelled orders, and delivered. Freight is apart. AOV is GMV divided by orders of the same variant.
-- grain: an order day and a channel
-- materialization: merge
-- key: ordered_date, channel
-- by: ordered_date
-- order: ordered_date, channel
-- references: gold.dim_channel(channel)
-- references: ordered_date -> gold.dim_date(date_day)
-- check: not_null(ordered_date, channel)
-- check: unique(ordered_date, channel)
with daily as (
    select
        ordered_date,
        coalesce(channel, 'unknown') as channel,
        count(*) as orders_placed,
        count(*) filter (where not is_cancelled) as orders_not_cancelled,
        count(*) filter (where is_delivered) as orders_delivered,
        cast(sum(gross_amount) as decimal(18, 2)) as gmv_placed,
        cast(coalesce(sum(gross_amount) filter (where not is_cancelled), 0) as decimal(18, 2)) as gmv_not_cancelled,
        cast(coalesce(sum(gross_amount) filter (where is_delivered), 0) as decimal(18, 2)) as gmv_delivered,
        cast(coalesce(sum(shipping_cost), 0) as decimal(18, 2)) as freight_placed
    from gold.fct_orders
    group by 1, 2
)

select
    *,
    cast(cast(gmv_placed as double) / orders_placed as decimal(18, 2)) as aov_placed
from daily
