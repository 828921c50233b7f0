-- model: score.expected_order_history
-- Every known update, and the stale ones that the source corrected later.
-- grain: a status of an order at a time, by source
-- materialization: view
-- expects: gold.order_history
-- key: order_id, status, changed_at, source
-- required: order_id, status, changed_at
with stale as (
    select
        corrected.order_id,
        corrected.status,
        cast(corrected.written_value as timestamp) as changed_at
    from (
        select *
        from score.order_ledger
        where kind = 'conflicting_duplicate' and feed = 'logistics' and not is_pending
    ) as corrected
    anti join score.absent_orders as absent on absent.order_id = corrected.order_id
    left join (from score.pending_drops where feed = 'logistics') as pending on pending.drop_time = corrected.arrival_time
    left join score.early_stale_rows as early on early.order_id = corrected.order_id and early.status = corrected.status
    -- Alone it was taken for the truth, and stands among the known ones.
    anti join (from score.early_rows where is_stale) as alone
        on alone.feed = 'logistics' and alone.order_id = corrected.order_id and alone.status = corrected.status
    where pending.drop_time is null or early.order_id is not null
)

select order_id, order_key, status, status_at as changed_at, source
from score.expected_silver_events
union all
select order_id, replace(order_id, '-', ''), status, changed_at, 'logistics'
from stale
