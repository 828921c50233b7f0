-- model: score.order_ledger
-- The faults of single rows of the two order feeds, with the order and the status that they concern. A row is lost when nothing
-- readable of it was written; a line that a cut file ends within its last column, the sequence number, can still be read.
-- grain: a fault
-- materialization: replace
with rows_of_feeds as (
    select
        *,
        kind = 'truncated_file'
            and length(written_value) - length(replace(written_value, ',', '')) = length(true_value) - length(replace(true_value, ',', ''))
            as is_cut
    from score.ledger
    where feed in ('sales', 'logistics') and coalesce(field, '') not in ('file', 'header')
)

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
    is_pending,
    coalesce(is_cut, false) as is_cut,
    case when is_cut then try_cast(split_part(written_value, ',', -1) as bigint) end as cut_seq,
    kind in ('broken_row', 'bad_quoting', 'status_jump') or (kind = 'truncated_file' and not coalesce(is_cut, false)) as is_lost
from rows_of_feeds
