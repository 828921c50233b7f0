-- model: score.check_shop
-- The shop's figures as the world counted them while it ran, beside gold: value, money, stock, points. The world counts attempts to pay
-- at the checkout, not at the door, and units that came back among those received.
-- grain: a figure
-- materialization: replace
with sales as (
    select
        sum(orders_placed) as orders,
        sum(gmv_placed) as gmv
    from gold.kpi_shop_sales
),

orders as (
    select
        sum(discount) as discount,
        sum(shipping_fee) as shipping_fee,
        sum(amount_charged) as captured,
        sum(payments_declined) as declined
    from gold.fct_order
),

payments as (
    select count(*) as attempts
    from gold.fct_payment
    where kind = 'charge' and method <> 'cash_on_delivery'
),

refunds as (
    select sum(amount) as refunded
    from gold.fct_payment
    where kind = 'refund' and status <> 'failed'
),

lines as (
    select sum(cost_picked) as picked_cost
    from gold.fct_order_line
),

moved as (
    select sum(units_received + units_restocked) as units_received
    from gold.kpi_stock_flow
),

stock as (
    select
        sum(on_hand) as on_hand,
        sum(reserved) as reserved,
        sum(stock_value) as stock_value
    from gold.stock_position
),

alerts as (
    select sum(alerts) as alerts
    from gold.kpi_stock_alerts
),

carts as (
    select count(*) as carts, count(*) filter (where is_ordered) as ordered
    from gold.fct_cart
),

customers as (
    select count(*) as customers, sum(points_balance) as points
    from gold.customer_value
),

tiers as (
    select count(*) filter (where not is_first) as moves
    from (
        select tier is distinct from lag(tier) over life as is_move, lag(tier) over life is null as is_first
        from gold.dim_customer
        window life as (partition by customer_id order by valid_from)
    )
    where is_move
),

returns as (
    select count(*) as returns
    from gold.fct_return
),

reviews as (
    select count(*) as reviews, sum(rating) as stars
    from silver.shop_reviews
),

found as (
    select 'orders' as figure, 'gold.kpi_shop_sales' as layer, cast(orders as double) as found from sales
    union all select 'gmv_cents', 'gold.kpi_shop_sales', gmv * 100 from sales
    union all select 'discount_cents', 'gold.fct_order', discount * 100 from orders
    union all select 'shipping_fee_cents', 'gold.fct_order', shipping_fee * 100 from orders
    union all select 'captured_cents', 'gold.fct_order', captured * 100 from orders
    union all select 'declined_payments', 'gold.fct_order', declined from orders
    union all select 'payment_attempts', 'gold.fct_payment', attempts from payments
    union all select 'refunded_cents', 'gold.fct_payment', refunded * 100 from refunds
    union all select 'picked_cost_cents', 'gold.fct_order_line', picked_cost * 100 from lines
    union all select 'units_received', 'gold.kpi_stock_flow', units_received from moved
    union all select 'units_on_hand', 'gold.stock_position', on_hand from stock
    union all select 'units_reserved', 'gold.stock_position', reserved from stock
    union all select 'stock_value_cents', 'gold.stock_position', stock_value * 100 from stock
    union all select 'stock_alerts', 'gold.kpi_stock_alerts', alerts from alerts
    union all select 'carts', 'gold.fct_cart', carts from carts
    union all select 'ordered_carts', 'gold.fct_cart', ordered from carts
    union all select 'customers', 'gold.customer_value', customers from customers
    union all select 'points', 'gold.customer_value', points from customers
    union all select 'tier_changes', 'gold.dim_customer', moves from tiers
    union all select 'returns', 'gold.fct_return', returns from returns
    union all select 'reviews', 'silver.shop_reviews', reviews from reviews
    union all select 'stars', 'silver.shop_reviews', stars from reviews
)

select
    'shop: ' || replace(figures.figure, '_', ' ') as name,
    found.layer,
    figures.amount as truth,
    figures.amount as knowable,
    found.found
from truth.shop_figures as figures
inner join found on found.figure = figures.figure
