-- model: score.early_rows
-- Rows of drops that have not landed whole, of which a copy or the beginning of the file has: the ledger cannot tell which, so
-- bronze is asked. A stale row has the sequence number before its true one.
-- grain: a feed, an order and a status
-- materialization: replace
with rows_of_feeds as (
    select 'sales' as feed, order_id, 'Pending' as status, ordered_at as event_at, source_seq
    from truth.orders
    where exists (from score.pending_drops)
    union all
    select 'logistics', order_id, status, status_at, source_seq
    from truth.order_status_events
    where status <> 'Pending' and exists (from score.pending_drops)
),

moved as (
    select feed, order_id, status, arrival_time
    from score.order_ledger
    where kind in ('late', 'out_of_order') and exists (from score.pending_drops)
),

due as (
    select
        rows_of_feeds.feed,
        rows_of_feeds.order_id,
        rows_of_feeds.status,
        rows_of_feeds.source_seq,
        coalesce(moved.arrival_time, time_bucket(interval 6 hour, event_at) + interval 6 hour) as drop_time
    from rows_of_feeds
    left join moved
        on moved.feed = rows_of_feeds.feed and moved.order_id = rows_of_feeds.order_id and moved.status = rows_of_feeds.status
),

waiting as (
    select due.feed, due.order_id, order_key(due.order_id) as order_key, due.status, due.source_seq
    from due
    semi join score.pending_drops as pending_drops
        on pending_drops.feed = due.feed and pending_drops.drop_time = due.drop_time
),

landed as (
    select 'sales' as feed, order_key, try_cast(source_seq as bigint) as source_seq, _landed_at
    from bronze.sales
    where _landed_at >= (select min(drop_time) from score.pending_drops)
    union all
    select 'logistics', order_key, try_cast(source_seq as bigint), _landed_at
    from bronze.logistics
    where _landed_at >= (select min(drop_time) from score.pending_drops)
)

select
    waiting.feed,
    waiting.order_id,
    waiting.status,
    max(landed.source_seq) as source_seq,
    min_by(landed._landed_at, (-landed.source_seq, landed._landed_at)) as landed_at,
    max(landed.source_seq) < any_value(waiting.source_seq) as is_stale
from waiting
inner join landed
    on landed.feed = waiting.feed
    and landed.order_key = waiting.order_key
    and landed.source_seq between waiting.source_seq - 1 and waiting.source_seq
group by waiting.feed, waiting.order_id, waiting.status
