-- model: score.expected_sales
-- The current state of every known order.
-- grain: an order
-- materialization: view
-- expects: gold.sales
-- key: order_id
-- required: order_id, status, quantity, unit_price
select
    orders.order_id,
    orders.order_key,
    orders.customer_name,
    orders.product,
    orders.quantity,
    orders.unit_price,
    orders.origin,
    orders.destination,
    orders.weight_kg,
    orders.shipping_cost,
    case
        when lives.at_5 is not null then 'Cancelled'
        when lives.at_4 is not null then 'Returned'
        when lives.at_3 is not null then 'Delivered'
        when lives.at_2 is not null then 'Shipped'
        when lives.at_1 is not null then 'Processing'
        else 'Pending'
    end as status,
    orders.ordered_at as sale_timestamp,
    coalesce(lives.at_5, lives.at_4, lives.at_3, lives.at_2, lives.at_1, lives.ordered_at) as updated_at,
    orders.channel,
    orders.carrier,
    orders.region,
    orders.promised_at
from score.order_rows as orders
inner join score.order_lives as lives on lives.order_id = orders.order_id
where orders.absent_reason is null
