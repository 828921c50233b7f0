-- panel: orders/search
-- Orders whose id begins with what was typed; case, blanks, punctuation and a leading ORD do not matter. The first 50.
-- title: Find an order
-- parameter: q text
-- column: order_id = id, the order
-- column: status = name, the status that holds now
-- column: customer = name, who ordered
-- column: product = name, what
-- column: channel = name, where
-- column: ordered = UTC time, when it was placed
-- column: updated = UTC time, when the status began
select
    order_id,
    status,
    customer_name as customer,
    product,
    channel,
    sale_timestamp as ordered,
    updated_at as updated
from gold.sales
where order_key >= order_key(cast($q as varchar))
    and order_key < order_key(cast($q as varchar)) || '~'
order by order_id
limit 50
