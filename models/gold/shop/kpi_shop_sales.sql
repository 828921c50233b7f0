-- model: gold.kpi_shop_sales
-- What the shop sold, by day and channel. GMV (goods at list price, without freight) in three variants: placed, placed without
-- cancelled orders, delivered. Net revenue is GMV without cancelled orders, less their discounts, less refunds for returned goods on the
-- day on which they were paid. Each AOV divides a GMV by the orders of the same variant.
-- grain: a day and a channel
-- materialization: merge
-- key: sales_date, channel
-- by: sales_date
-- via: gold.fct_order(ordered_date)
-- via: gold.fct_payment(settled_date)
-- order: sales_date, channel
-- check: not_null(sales_date, channel)
-- check: unique(sales_date, channel)
with orders as (
    select
        ordered_date as sales_date,
        coalesce(channel, 'unknown') as channel,
        count(*) as orders_placed,
        count(*) filter (where not is_cancelled) as orders_not_cancelled,
        count(*) filter (where is_delivered) as orders_delivered,
        sum(units) as units_placed,
        sum(gross_amount) as gmv_placed,
        coalesce(sum(gross_amount) filter (where not is_cancelled), 0) as gmv_not_cancelled,
        coalesce(sum(gross_amount) filter (where is_delivered), 0) as gmv_delivered,
        coalesce(sum(discount) filter (where not is_cancelled), 0) as discounts,
        coalesce(sum(shipping_fee) filter (where not is_cancelled), 0) as freight_charged
    from gold.fct_order
    where lines > 0
    group by 1, 2
),

refunds as (
    select
        settled_date as sales_date,
        coalesce(channel, 'unknown') as channel,
        sum(amount_out) as refunds
    from gold.fct_payment
    where kind = 'refund' and return_id is not null and settled_date is not null
    group by 1, 2
),

days as (
    select sales_date, channel from orders
    union
    select sales_date, channel from refunds
)

select
    days.sales_date,
    days.channel,
    coalesce(orders.orders_placed, 0) as orders_placed,
    coalesce(orders.orders_not_cancelled, 0) as orders_not_cancelled,
    coalesce(orders.orders_delivered, 0) as orders_delivered,
    cast(coalesce(orders.units_placed, 0) as bigint) as units_placed,
    cast(coalesce(orders.gmv_placed, 0) as decimal(18, 2)) as gmv_placed,
    cast(coalesce(orders.gmv_not_cancelled, 0) as decimal(18, 2)) as gmv_not_cancelled,
    cast(coalesce(orders.gmv_delivered, 0) as decimal(18, 2)) as gmv_delivered,
    cast(coalesce(orders.discounts, 0) as decimal(18, 2)) as discounts,
    cast(coalesce(orders.freight_charged, 0) as decimal(18, 2)) as freight_charged,
    cast(coalesce(refunds.refunds, 0) as decimal(18, 2)) as refunds,
    cast(coalesce(orders.gmv_not_cancelled, 0) - coalesce(orders.discounts, 0) - coalesce(refunds.refunds, 0) as decimal(18, 2))
        as net_revenue,
    cast(cast(orders.gmv_placed as double) / orders.orders_placed as decimal(18, 2)) as aov_placed,
    cast(cast(orders.gmv_not_cancelled as double) / nullif(orders.orders_not_cancelled, 0) as decimal(18, 2)) as aov_not_cancelled,
    cast(cast(orders.gmv_delivered as double) / nullif(orders.orders_delivered, 0) as decimal(18, 2)) as aov_delivered
from days
left join orders on orders.sales_date = days.sales_date and orders.channel = days.channel
left join refunds on refunds.sales_date = days.sales_date and refunds.channel = days.channel
