-- model: score.ledger
-- The faults that have taken effect in what has landed, with the order and the status that they concern.
-- grain: a fault
-- materialization: view
select
    fault_id,
    kind,
    feed,
    entity_key,
    split_part(entity_key, '|', 1) as order_id,
    nullif(split_part(entity_key, '|', 2), '') as status,
    field,
    true_value,
    written_value,
    cast(event_time as timestamp) as event_time,
    cast(arrival_time as timestamp) as arrival_time,
    repairable = 'true' as is_repairable,
    coalesce(cast(arrival_time as timestamp) > as_of.as_of, false) as is_pending
from truth.ledger
cross join score.as_of
