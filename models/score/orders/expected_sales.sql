-- model: score.expected_sales
-- The current state of every known order.
-- grain: an order
-- materialization: view
-- expects: gold.sales
-- key: order_id
-- required: order_id, status, quantity, unit_price
select
    order_id,
    order_key,
    customer_name,
    product,
    quantity,
    unit_price,
    origin,
    destination,
    weight_kg,
    shipping_cost,
    case
        when at_5 is not null then 'Cancelled'
        when at_4 is not null then 'Returned'
        when at_3 is not null then 'Delivered'
        when at_2 is not null then 'Shipped'
        when at_1 is not null then 'Processing'
        else 'Pending'
    end as status,
    ordered_at as sale_timestamp,
    coalesce(at_5, at_4, at_3, at_2, at_1, ordered_at) as updated_at,
    channel,
    carrier,
    region,
    promised_at
from score.order_lives
where is_known
