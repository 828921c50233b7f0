-- model: score.expected_silver_orders
-- The orders that can be known, as a pipeline that does everything right has them.
-- grain: an order
-- materialization: view
-- expects: silver.orders
-- key: order_id
-- required: order_id, customer_name, product, quantity, unit_price, origin, destination, weight_kg, shipping_cost, ordered_at
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
    channel,
    carrier,
    region,
    ordered_at,
    promised_at,
    source_seq,
    false as is_key_shared,
    field is not distinct from 'weight_kg' and kind = 'outlier' as is_weight_impossible,
    field is not distinct from 'weight_kg' and kind = 'unit_mixup' and is_repairable as is_weight_unit_repaired,
    field is not distinct from 'shipping_cost' and kind = 'outlier' as is_shipping_cost_impossible,
    field is not distinct from 'channel' as is_channel_repaired,
    field is not distinct from 'carrier' as is_carrier_repaired,
    cast(landed_at as date) as landed_date,
    landed_at as _landed_at
from score.order_lives
where is_known
