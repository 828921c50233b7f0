-- model: gold.fct_cart
-- One row per cart: what lies in it, and how long it took to become an order, if it did.
-- grain: a cart
-- materialization: merge
-- key: cart_id
-- by: cart_id
-- order: cart_id
-- references: gold.fct_order(order_id)
-- check: not_null(cart_id, created_at)
-- check: unique(cart_id)
with items as (
    select cart_id, count(*) as products, sum(quantity) as units, sum(quantity * unit_price) as value
    from silver.shop_cart_items
    group by cart_id
)

select
    carts.cart_id,
    carts.customer_id,
    carts.session_id,
    carts.channel_id,
    channels.name as channel,
    carts.status,
    carts.order_id,
    carts.created_at,
    cast(carts.created_at as date) as created_date,
    carts.closed_at,
    cast(coalesce(items.products, 0) as bigint) as products,
    cast(coalesce(items.units, 0) as bigint) as units,
    cast(coalesce(items.value, 0) as decimal(18, 2)) as value,
    carts.order_id is not null as is_ordered,
    coalesce(items.products > 0, false) or carts.order_id is not null as is_filled,
    carts.order_id is not null and carts.closed_at <= carts.created_at + interval 24 hour as is_ordered_24h,
    carts.order_id is not null and carts.closed_at <= carts.created_at + interval 7 day as is_ordered_7d
from silver.shop_cart as carts
left join items on items.cart_id = carts.cart_id
left join silver.shop_channels as channels on channels.channel_id = carts.channel_id
