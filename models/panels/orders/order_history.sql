-- panel: orders/order_history
-- Every status that was ever reported for one order, also those that a later message of the source corrected, in the order of their times.
-- title: Its history
-- parameter: order_id text
-- column: at = UTC time, when the status began
-- column: event = name, placed, or moved
-- column: from = name, the status before
-- column: to = name, the status
-- column: source = name, the feed that said so
-- column: hours_since = hours, since the status before
with said as (
    select
        *,
        lag(status) over life as before,
        lag(changed_at) over life as before_at
    from gold.order_history
    where order_id = cast($order_id as varchar)
    window life as (order by changed_at, status_rank(status), source)
)

select
    changed_at as at,
    case when status = 'Pending' then 'placed' else 'moved' end as event,
    before as "from",
    status as "to",
    source,
    (epoch_us(changed_at) - epoch_us(before_at)) / 3600000000.0 as hours_since
from said
order by changed_at, status_rank(status), source
