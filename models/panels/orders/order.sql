-- panel: orders/order
-- One order: what, for whom, how it stands, and whether its promise was kept. Gross amount is unit price times quantity, without freight.
-- Lead time is delivered minus placed.
-- title: An order
-- parameter: order_id text
-- column: order_id = id, the order
-- column: status = name, the status that holds now
-- column: customer = name, who ordered
-- column: product = name, what
-- column: quantity = units, how many
-- column: unit_price = money, of one
-- column: gross_amount = money, unit price times quantity
-- column: shipping_cost = money, freight
-- column: weight = kg, of the parcel
-- column: origin = name, from where
-- column: destination = name, to where
-- column: region = name, the region it goes to
-- column: channel = name, where it was ordered
-- column: carrier = name, who carries it
-- column: ordered = UTC time, when it was placed
-- column: promised = UTC time, until when it was promised
-- column: delivered = UTC time, when it came; empty when it has not, or when that time cannot be trusted
-- column: lead_time_hours = hours, delivered minus placed
-- column: is_on_time = yes or no, delivered at or before the promised moment
-- column: is_flagged = yes or no, whether one of its times is impossible, runs backwards, or a status was skipped
select
    sales.order_id,
    sales.status,
    sales.customer_name as customer,
    sales.product,
    sales.quantity,
    sales.unit_price,
    orders.gross_amount,
    sales.shipping_cost,
    sales.weight_kg as weight,
    sales.origin,
    sales.destination,
    sales.region,
    sales.channel,
    sales.carrier,
    sales.sale_timestamp as ordered,
    sales.promised_at as promised,
    orders.delivered_at as delivered,
    orders.lead_time_us / 3600000000.0 as lead_time_hours,
    orders.is_on_time,
    orders.is_flagged
from gold.sales as sales
left join gold.fct_orders as orders on orders.order_id = sales.order_id and orders.order_id = cast($order_id as varchar)
where sales.order_id = cast($order_id as varchar)
