-- model: score.knowable_events
-- True status events that a perfect pipeline can know, with the time that it can know: the written one where a clock drifted within
-- tolerance, none where the clock was reset or ran backwards.
-- grain: an order and a status
-- materialization: view
with clocks as (
    select order_id, status, kind, written_value
    from score.ledger
    where feed = 'logistics' and kind in ('clock_drift', 'clock_reset', 'time_backwards')
)

select
    events.order_id,
    events.status,
    events.status_at as true_at,
    case
        when clocks.kind in ('clock_reset', 'time_backwards') then null
        when clocks.kind = 'clock_drift' then cast(clocks.written_value as timestamp)
        else events.status_at
    end as known_at,
    orders.ordered_at,
    orders.promised_at,
    orders.unit_price * orders.quantity as gross_amount
from truth.order_status_events as events
inner join score.knowable_orders as orders on orders.order_id = events.order_id
left join clocks on clocks.order_id = events.order_id and clocks.status = events.status
anti join (select order_id, status from score.absent_rows where feed = 'logistics') as absent
    on absent.order_id = events.order_id and absent.status = events.status
