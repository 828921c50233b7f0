-- panel: orders/breaches
-- Orders that were delivered after the promised moment, the 200 latest deliveries first.
-- title: Broken promises
-- parameter: region text optional
-- parameter: carrier text optional
-- parameter: channel text optional
-- column: order_id = id, the order
-- column: customer = name, who ordered
-- column: promised = UTC time, until when it was promised
-- column: delivered = UTC time, when it came
-- column: hours_late = hours, delivered minus promised
-- column: carrier = name, who carried it
-- column: region = name, where to
-- column: channel = name, where it was ordered
with latest as (
    select delivered_at
    from gold.late_orders
    where coalesce(region = cast($region as varchar), true)
        and coalesce(carrier = cast($carrier as varchar), true)
        and coalesce(channel = cast($channel as varchar), true)
    order by delivered_at desc
    limit 200
)

-- The table is kept in the order of its deliveries: the rest is read of these alone.
select
    order_id,
    customer_name as customer,
    promised_at as promised,
    delivered_at as delivered,
    late_us / 3600000000.0 as hours_late,
    carrier,
    region,
    channel
from gold.late_orders
where delivered_at in (select delivered_at from latest)
    and coalesce(region = cast($region as varchar), true)
    and coalesce(carrier = cast($carrier as varchar), true)
    and coalesce(channel = cast($channel as varchar), true)
order by delivered_at desc, order_id
limit 200
