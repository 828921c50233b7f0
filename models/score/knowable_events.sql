-- model: score.knowable_events
-- True status events that a perfect pipeline can know, with the time that it can know: the written one where a clock drifted within
-- tolerance or ran backwards, unless it lies before the order itself. A clock that ran backwards shows only beside an earlier stage
-- that is known.
-- grain: an order and a status
-- materialization: view
with clocks as (
    select order_id, status, kind, written_value
    from score.ledger
    where feed = 'logistics' and kind in ('clock_drift', 'clock_reset', 'time_backwards')
),

known as (
    select
        events.order_id,
        events.status,
        events.status_at as true_at,
        case
            when clocks.kind = 'clock_reset' then null
            when clocks.kind in ('clock_drift', 'time_backwards') then cast(clocks.written_value as timestamp)
            else events.status_at
        end as written_at,
        clocks.kind is not distinct from 'time_backwards' as is_set_back,
        orders.ordered_at,
        orders.promised_at,
        orders.unit_price * orders.quantity as gross_amount
    from truth.order_status_events as events
    inner join score.knowable_orders as orders on orders.order_id = events.order_id
    left join clocks on clocks.order_id = events.order_id and clocks.status = events.status
    anti join (select order_id, status from score.absent_rows where feed = 'logistics') as absent
        on absent.order_id = events.order_id and absent.status = events.status
),

compared as (
    select
        *,
        max(written_at) over (
            partition by order_id order by status_rank(status)
            rows between unbounded preceding and 1 preceding
        ) as earlier_at
    from known
)

select
    order_id,
    status,
    true_at,
    case when written_at >= ordered_at - clock_tolerance() then written_at end as known_at,
    not is_set_back or written_at < earlier_at - clock_tolerance() as is_detectable,
    ordered_at,
    promised_at,
    gross_amount
from compared
