-- model: score.early_stale_rows
-- Stale updates that belong to a drop that has not landed whole, and have landed with its beginning.
-- grain: an order and a status
-- materialization: replace
with waiting as (
    select corrected.order_id, corrected.status, order_key(corrected.order_id) as order_key, events.source_seq - 1 as source_seq
    from (from score.order_ledger where kind = 'conflicting_duplicate' and feed = 'logistics') as corrected
    semi join (from score.pending_drops where feed = 'logistics') as pending on pending.drop_time = corrected.arrival_time
    inner join truth.order_status_events as events on events.order_id = corrected.order_id and events.status = corrected.status
)

select order_id, status
from waiting
semi join (
    select order_key, try_cast(source_seq as bigint) as source_seq
    from bronze.logistics
    where _landed_at >= (select min(drop_time) from score.pending_drops)
) as landed
    on landed.order_key = waiting.order_key and landed.source_seq = waiting.source_seq
