-- model: score.plant_ledger
-- The faults of single rows of the factory feeds. A row is lost when nothing readable of it was written; a line that a cut file
-- ends within its last column, the sequence number, can still be read.
-- grain: a fault
-- materialization: replace
with rows_of_feeds as (
    select *
    from score.ledger
    where feed in ('production_batches', 'sensor_logs', 'qc_checks', 'operator_logs') and coalesce(field, '') not in ('file', 'header')
),

cut as (
    select fault_id, try_cast(split_part(written_value, ',', -1) as bigint) as cut_seq
    from rows_of_feeds
    where kind = 'truncated_file' and feed <> 'sensor_logs'
        and length(written_value) - length(replace(written_value, ',', '')) = length(true_value) - length(replace(true_value, ',', ''))
)

select
    rows_of_feeds.*,
    cut.fault_id is not null as is_cut,
    cut.cut_seq,
    kind in ('broken_row', 'bad_quoting') or (kind = 'truncated_file' and cut.fault_id is null) as is_lost
from rows_of_feeds
left join cut using (fault_id)
