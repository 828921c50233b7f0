-- model: score.absent_rows
-- True rows that nobody can find in what has landed, with the reason: the row was destroyed or never written, it is still on its
-- way, or its whole drop is.
-- grain: a feed, an order and a status
-- materialization: view
with destroyed as (
    select feed, order_id, coalesce(status, 'Pending') as status, kind as reason
    from score.ledger
    where kind in ('broken_row', 'bad_quoting', 'truncated_file', 'status_jump') and field is distinct from 'file'
),

on_its_way as (
    select feed, order_id, coalesce(status, 'Pending') as status, 'not landed yet' as reason
    from score.ledger
    where kind in ('late', 'out_of_order') and is_pending
),

all_rows as (
    select 'sales' as feed, order_id, 'Pending' as status, ordered_at as event_at
    from truth.orders
    union all
    select 'logistics', order_id, status, status_at
    from truth.order_status_events
    where status <> 'Pending'
),

in_pending_drops as (
    select all_rows.feed, all_rows.order_id, all_rows.status, 'its drop has not landed yet' as reason
    from all_rows
    inner join score.pending_drops
        on pending_drops.feed = all_rows.feed
        and all_rows.event_at >= pending_drops.drop_time - interval 6 hour
        and all_rows.event_at < pending_drops.drop_time
),

delayed_into_pending_drops as (
    select ledger.feed, ledger.order_id, coalesce(ledger.status, 'Pending') as status, 'its drop has not landed yet' as reason
    from score.ledger
    inner join score.pending_drops
        on pending_drops.feed = ledger.feed and pending_drops.drop_time = ledger.arrival_time
    where ledger.kind in ('late', 'out_of_order')
)

-- A row that was destroyed or is late can have a copy that came through: then it is not absent.
select
    reasons.feed,
    reasons.order_id,
    reasons.status,
    min(reasons.reason) as reason,
    bool_and(reasons.reason in ('not landed yet', 'its drop has not landed yet')) as is_pending
from (
    select * from destroyed
    union all
    select * from on_its_way
    union all
    select * from in_pending_drops
    union all
    select * from delayed_into_pending_drops
) as reasons
anti join silver.order_status_events as found
    on found.order_id = reasons.order_id and found.status = reasons.status
group by reasons.feed, reasons.order_id, reasons.status
