-- model: gold.fct_return
-- One row per return: why, how many units, for how much, and how far it is. The value is what its lines pay back. A return is accepted until it
-- is rejected, and received once its goods are back; that is when resellable units are stock again.
-- grain: a return
-- materialization: merge
-- key: return_id
-- by: return_id
-- order: return_id
-- references: gold.fct_order(order_id) warn
-- check: not_null(return_id, order_id, requested_at)
-- check: unique(return_id)
-- check: true(refund_amount = value_returned) warn
with lines as (
    select
        return_id,
        count(*) as lines,
        sum(quantity) as units,
        sum(case when condition = 'resellable' then quantity else 0 end) as units_resellable,
        sum(refund_amount) as value_returned
    from silver.shop_return_items
    group by return_id
)

select
    returns.return_id,
    returns.order_id,
    returns.reason,
    returns.status,
    returns.status <> 'rejected' as is_accepted,
    returns.status in ('received', 'refunded') as is_received,
    returns.requested_at,
    returns.received_at,
    returns.closed_at,
    cast(returns.requested_at as date) as requested_date,
    cast(returns.closed_at as date) as closed_date,
    returns.refund_amount,
    cast(coalesce(lines.lines, 0) as bigint) as lines,
    cast(coalesce(lines.units, 0) as bigint) as units,
    cast(coalesce(lines.units_resellable, 0) as bigint) as units_resellable,
    cast(coalesce(lines.value_returned, 0) as decimal(18, 2)) as value_returned
from silver.shop_order_return as returns
left join lines on lines.return_id = returns.return_id
