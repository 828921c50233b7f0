-- model: score.event_rows
-- Every true status update: when it happened if it has been sent, and if it can be known also the time that was written, when its row
-- landed, the number that its source gave it and how it was changed.
-- grain: an order and a status
-- materialization: replace
with changes as (
    select order_id, status, kind, field, written_value, arrival_time, is_lost, is_cut, cut_seq
    from score.order_ledger
    where feed = 'logistics' and kind not in ('duplicate_row', 'replayed_batch', 'orphan_update')
),

due as (
    select
        events.*,
        changes.kind,
        changes.written_value,
        changes.is_lost,
        changes.is_cut,
        changes.cut_seq,
        case when changes.kind in ('late', 'out_of_order')
            then changes.arrival_time
            else time_bucket(interval 6 hour, events.status_at) + interval 6 hour
        end as due_at
    from (select * from truth.order_status_events where status <> 'Pending') as events
    left join changes on changes.order_id = events.order_id and changes.status = events.status
),

arrived as (
    select
        due.order_id,
        due.status,
        due.status_at as true_at,
        case
            when due.kind in ('clock_drift', 'clock_reset', 'time_backwards') or early.is_stale then cast(due.written_value as timestamp)
            else due.status_at
        end as status_at,
        case when due.is_cut then due.cut_seq else coalesce(early.source_seq, due.source_seq) end as source_seq,
        coalesce(early.landed_at, due.due_at) as landed_at,
        case
            when due.kind is null then 0
            when due.kind = 'clock_reset' then 1
            when due.kind = 'id_variant' and trim(due.written_value) <> due.order_id then 2
            when due.kind in ('name_variant', 'typo') then 4
            else 0
        end as marks,
        due.due_at > world.as_of or (pending.drop_time is not null and early.order_id is null) as is_on_its_way,
        coalesce(due.is_lost, false) as is_lost
    from due
    cross join truth.world
    left join (from score.pending_drops where feed = 'logistics') as pending
        on pending.drop_time = due.due_at
    left join (from score.early_rows where feed = 'logistics') as early
        on early.order_id = due.order_id and early.status = due.status
)

select
    order_id,
    cast(status_rank(status) as integer) as stage,
    case when not is_on_its_way then true_at end as sent_at,
    case when not is_lost and not is_on_its_way then status_at end as known_at,
    case when not is_lost and not is_on_its_way then landed_at end as landed_at,
    case when not is_lost and not is_on_its_way then source_seq end as source_seq,
    case when not is_lost and not is_on_its_way then marks else 0 end as marks
from arrived
