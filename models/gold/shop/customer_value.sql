-- model: gold.customer_value
-- What an account is worth: its orders and spend so far, and its points beside what the ledger adds up to. A return leaves net_spend when its
-- goods are received, as it leaves net sales in gold.kpi_margin.
-- grain: a customer account
-- materialization: merge
-- key: customer_id
-- by: customer_id
-- order: customer_id
-- check: not_null(customer_id)
-- check: unique(customer_id)
with orders as (
    select
        customer_id,
        count(*) as orders,
        count(*) filter (where is_cancelled) as orders_cancelled,
        count(*) filter (where returns > 0) as orders_returned,
        sum(case when is_cancelled then 0 else gross_amount - discount - value_received end) as net_spend,
        min(ordered_at) as first_ordered_at,
        max(ordered_at) as last_ordered_at
    from gold.fct_order
    group by customer_id
),

points as (
    select customer_id, sum(points) as points_of_ledger
    from gold.fct_loyalty_entry
    group by customer_id
)

select
    customers.customer_id,
    customers.tier_id,
    customers.tier_since,
    customers.registered_at,
    coalesce(orders.orders, 0) as orders,
    coalesce(orders.orders_cancelled, 0) as orders_cancelled,
    coalesce(orders.orders_returned, 0) as orders_returned,
    cast(coalesce(orders.net_spend, 0) as decimal(18, 2)) as net_spend,
    orders.first_ordered_at,
    orders.last_ordered_at,
    customers.points_balance,
    cast(coalesce(points.points_of_ledger, 0) as bigint) as points_of_ledger
from silver.shop_customers as customers
left join orders on orders.customer_id = customers.customer_id
left join points on points.customer_id = customers.customer_id
