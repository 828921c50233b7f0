-- model: gold.customer_months
-- In which months an account ordered, how often and for how much; orders that were cancelled do not count.
-- grain: a customer account and a month
-- materialization: merge
-- key: customer_id, month_date
-- by: customer_id
-- order: customer_id, month_date
-- check: unique(customer_id, month_date)
select
    customer_id,
    cast(date_trunc('month', ordered_at) as date) as month_date,
    count(*) as orders,
    cast(sum(gross_amount - discount) as decimal(18, 2)) as spend
from gold.fct_order
where not is_cancelled
group by 1, 2
