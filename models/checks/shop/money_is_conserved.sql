-- check: gold.fct_order
-- severity: warn
-- Nobody pays more than an order's total or gets back more than was paid; what was delivered is paid, what was cancelled is not kept.
select order_id, status, total, amount_charged, amount_refunded
from gold.fct_order
where total <> gross_amount - discount + shipping_fee
    or amount_charged > total
    or amount_refunded > amount_charged
    or (is_delivered and amount_charged <> total)
