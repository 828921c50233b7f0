-- model: score.plant_arrivals
-- What happened to every true row of the factory feeds: its fault, when it landed, and the reason why nobody can find it, if there is
-- one.
-- grain: a feed and a row
-- materialization: replace
with changes as (
    select feed, entity_key, kind, field, written_value, arrival_time, is_repairable, is_lost, is_cut, cut_seq
    from score.plant_ledger
    where kind not in ('duplicate_row', 'replayed_batch', 'orphan_update')
),

due as (
    select
        plant_rows.feed,
        plant_rows.entity_key,
        plant_rows.source_seq,
        changes.* exclude (feed, entity_key),
        case when changes.kind in ('late', 'out_of_order') then changes.arrival_time else plant_rows.production_date + interval 1 day end
            as due_at
    from score.plant_rows
    left join changes on changes.feed = plant_rows.feed and changes.entity_key = plant_rows.entity_key
)

select
    due.feed,
    due.entity_key,
    due.kind,
    due.field,
    due.written_value,
    coalesce(due.is_repairable, true) as is_repairable,
    case when due.is_cut then due.cut_seq else coalesce(early.source_seq, due.source_seq) end as source_seq,
    coalesce(early.landed_at, due.due_at) as landed_at,
    coalesce(early.is_stale, false) as is_stale,
    due.due_at > world.as_of or (pending.drop_time is not null and early.entity_key is null) as is_on_its_way,
    case
        when due.is_lost then due.kind
        when due.due_at > world.as_of then 'not landed yet'
        when pending.drop_time is not null and early.entity_key is null then 'its drop has not landed yet'
    end as absent_reason
from due
cross join truth.world
left join score.plant_pending_drops as pending on pending.feed = due.feed and pending.drop_time = due.due_at
left join score.plant_early_rows as early on early.feed = due.feed and early.entity_key = due.entity_key
