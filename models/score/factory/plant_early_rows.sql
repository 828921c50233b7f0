-- model: score.plant_early_rows
-- Rows of files that have not landed whole, of which a copy or the beginning of the file has: the ledger cannot tell which, so
-- bronze is asked. A stale row has the sequence number before its true one.
-- grain: a feed and a row
-- materialization: replace
with moved as (
    select feed, entity_key, arrival_time
    from score.plant_ledger
    where kind in ('late', 'out_of_order')
),

waiting as (
    select plant_rows.*
    from score.plant_rows
    left join moved using (feed, entity_key)
    semi join score.plant_pending_drops as pending
        on pending.feed = plant_rows.feed
        and pending.drop_time = coalesce(moved.arrival_time, plant_rows.production_date + interval 1 day)
),

landed as (
    select 'production_batches' as feed, cell_text(batch_id) as name, whole_number(source_seq) as source_seq, _landed_at
    from bronze.production_batches
    union all
    select 'sensor_logs', cell_text(batch_id), whole_number(source_seq), _landed_at
    from bronze.sensor_logs
    union all
    select 'qc_checks', cell_text(check_id), whole_number(source_seq), _landed_at
    from bronze.qc_checks
    union all
    select
        'operator_logs',
        coalesce(machine_word(machine_id) || machine_number(machine_id), normal_name(machine_id)) || ' ' || cell_text(log_id),
        whole_number(source_seq), _landed_at
    from bronze.operator_logs
)

select
    waiting.feed,
    waiting.entity_key,
    max(landed.source_seq) as source_seq,
    min_by(landed._landed_at, (-landed.source_seq, landed._landed_at)) as landed_at,
    max(landed.source_seq) < any_value(waiting.source_seq) as is_stale
from waiting
inner join landed
    on landed.feed = waiting.feed
    and landed.name = waiting.name
    and landed.source_seq between waiting.source_seq - 1 and waiting.source_seq
group by waiting.feed, waiting.entity_key
