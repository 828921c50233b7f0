-- model: gold.kpi_margin
-- What is left of sales, by the day and channel of the order, of orders that left the warehouse: net sales (goods less discounts, less
-- returns) less their FIFO cost, and less shipping and the marketplace's fee for the contribution; freight that customers paid counts for it.
-- A return counts on both sides when its goods are received, not when it is asked for and never when it is rejected: its value leaves net
-- sales, and the cost of units that go back to stock leaves cogs. Damaged units stay a cost. Shares of several days are ratios of sums, not
-- means of shares.
-- grain: an order day and a channel
-- materialization: merge
-- key: ordered_date, channel
-- by: ordered_date
-- order: ordered_date, channel
-- check: not_null(ordered_date, channel)
-- check: unique(ordered_date, channel)
with daily as (
    select
        ordered_date,
        coalesce(channel, 'unknown') as channel,
        count(*) as orders,
        cast(sum(gross_amount - discount - value_received) as decimal(18, 2)) as net_sales,
        cast(sum(cogs) as decimal(18, 2)) as cogs,
        cast(sum(discount) as decimal(18, 2)) as discounts,
        cast(sum(shipping_fee) as decimal(18, 2)) as freight_charged,
        cast(sum(shipping_cost) as decimal(18, 2)) as shipping_cost,
        cast(sum(channel_fee) as decimal(18, 2)) as channel_fees
    from gold.fct_order
    where is_shipped
    group by 1, 2
),

earned as (
    select
        *,
        cast(net_sales - cogs as decimal(18, 2)) as margin,
        cast(net_sales - cogs + freight_charged - shipping_cost - channel_fees as decimal(18, 2)) as contribution
    from daily
)

select
    *,
    cast(margin as double) / nullif(cast(net_sales as double), 0) as margin_share,
    cast(contribution as double) / nullif(cast(net_sales as double), 0) as contribution_share
from earned
