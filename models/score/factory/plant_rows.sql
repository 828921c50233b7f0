-- model: score.plant_rows
-- Every true row of the factory feeds under its key in the ledger, with a name that its spellings share and the drop that it belongs to.
-- Log entries are counted by machine, so their names say which.
-- grain: a feed and a row
-- materialization: view
select 'production_batches' as feed, batch_id as entity_key, source_seq, batch_id as name, production_date
from truth.production_batches
union all
select 'sensor_logs', machine_id || ' ' || strftime("timestamp", '%Y-%m-%d %H:%M:%S'), source_seq, batch_id, production_date
from truth.sensor_logs
union all
select 'qc_checks', check_id, source_seq, check_id, production_date
from truth.qc_checks
union all
select
    'operator_logs', machine_id || ' ' || strftime(production_date, '%Y-%m-%d') || ' ' || log_id, source_seq,
    coalesce(machine_word(machine_id) || machine_number(machine_id), normal_name(machine_id)) || ' ' || log_id, production_date
from truth.operator_logs
