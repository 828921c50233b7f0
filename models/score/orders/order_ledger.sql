-- model: score.order_ledger
-- The faults of single rows of the two order feeds, with the order and the status that they concern.
-- grain: a fault
-- materialization: view
select
    fault_id,
    kind,
    feed,
    entity_key,
    split_part(entity_key, '|', 1) as order_id,
    coalesce(nullif(split_part(entity_key, '|', 2), ''), 'Pending') as status,
    field,
    true_value,
    written_value,
    arrival_time,
    is_repairable,
    is_pending
from score.ledger
where feed in ('sales', 'logistics') and coalesce(field, '') not in ('file', 'header')
