-- model: score.ledger
-- Every fault that was put into a feed. It is pending while what it makes arrive has not been sent.
-- grain: a fault
-- materialization: replace
select
    fault_id,
    kind,
    feed,
    entity_key,
    field,
    true_value,
    written_value,
    cast(event_time as timestamp) as event_time,
    cast(arrival_time as timestamp) as arrival_time,
    repairable = 'true' as is_repairable,
    coalesce(cast(arrival_time as timestamp) > world.as_of, false) as is_pending
from truth.ledger
cross join truth.world
