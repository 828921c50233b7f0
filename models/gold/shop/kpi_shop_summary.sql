-- model: gold.kpi_shop_summary
-- The shop's figures that people ask for first, over everything in the lake. Shares are ratios of sums. Abandonment is of carts whose
-- window had passed by the last known order.
-- grain: one row
-- materialization: view
with sales as (
    select
        cast(coalesce(sum(orders_placed), 0) as bigint) as orders,
        sum(gmv_placed) as gmv_placed,
        sum(gmv_not_cancelled) as gmv_not_cancelled,
        sum(gmv_delivered) as gmv_delivered,
        sum(discounts) as discounts,
        sum(refunds) as refunds,
        sum(net_revenue) as net_revenue,
        cast(cast(sum(gmv_placed) as double) / sum(orders_placed) as decimal(18, 2)) as aov_placed,
        max(sales_date) as last_date
    from gold.kpi_shop_sales
),

margins as (
    select
        cast(sum(margin) as double) / nullif(cast(sum(net_sales) as double), 0) as margin_share,
        cast(sum(contribution) as double) / nullif(cast(sum(net_sales) as double), 0) as contribution_share
    from gold.kpi_margin
),

returns as (
    select
        cast(sum(orders_returned) as double) / nullif(sum(orders_shipped), 0) as return_rate_orders,
        cast(sum(units_returned) as double) / nullif(sum(units_shipped), 0) as return_rate_units,
        cast(sum(value_returned) as double) / nullif(cast(sum(value_shipped) as double), 0) as return_rate_value
    from gold.kpi_return_rate
    where basis = 'order'
),

carts as (
    select
        1 - cast(sum(ordered_24h) filter (where created_date < last_date) as double)
            / nullif(sum(carts) filter (where created_date < last_date), 0) as abandoned_24h,
        1 - cast(sum(ordered_7d) filter (where created_date < last_date - interval 6 day) as double)
            / nullif(sum(carts) filter (where created_date < last_date - interval 6 day), 0) as abandoned_7d
    from gold.kpi_cart_abandonment
    cross join sales
),

visits as (
    select
        cast(sum(sessions) as bigint) as sessions,
        cast(sum(sessions_order) as double) / nullif(sum(sessions), 0) as conversion
    from gold.kpi_funnel
),

turnover as (
    select max_by(turnover, month_date) as turnover, max_by(days_of_stock, month_date) as days_of_stock
    from gold.kpi_inventory_turnover
    where warehouse_id = 0
)

select
    sales.*,
    margins.*,
    returns.*,
    carts.*,
    visits.*,
    turnover.*
from sales
cross join margins
cross join returns
cross join carts
cross join visits
cross join turnover
