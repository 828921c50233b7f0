-- model: score.expected_silver_shop_orders
-- The shop's orders as its last change left them, from the truth alone.
-- expects: silver.shop_orders
-- grain: an order
-- materialization: view
-- key: order_id
with ranked as (
    select
        *,
        row_number() over (partition by order_id order by cast(lsn as bigint) desc) as place
    from truth.shop_orders
)

select
    order_id,
    cast(customer_id as bigint) as customer_id,
    cast(channel_id as bigint) as channel_id,
    cast(address_id as bigint) as address_id,
    cast(promotion_id as bigint) as promotion_id,
    session_id,
    device_id,
    cast(subtotal as decimal(18, 2)) as subtotal,
    cast(discount as decimal(18, 2)) as discount,
    cast(shipping_fee as decimal(18, 2)) as shipping_fee,
    cast(total as decimal(18, 2)) as total,
    status,
    cast(status_no as integer) as status_no,
    cast(status_at as timestamp) as status_at,
    status_reason,
    cast(ordered_at as timestamp) as ordered_at,
    cast(promised_at as timestamp) as promised_at,
    note
from ranked
where place = 1 and op <> 'D'
