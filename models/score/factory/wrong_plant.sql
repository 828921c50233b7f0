-- model: score.wrong_plant
-- Rows of the silver factory tables that are not as they should be, under their key in the ledger, with the columns concerned.
-- grain: a row of a table
-- materialization: replace
with wrong as (
    select
        replace(table_name, 'silver.', '') as feed,
        key,
        coalesce(list(column_name) filter (where column_name is not null), []) as columns,
        bool_or(what = 'missing') as is_missing,
        bool_or(what = 'doubled') as is_doubled
    from score.differences
    where table_name in ('silver.production_batches', 'silver.sensor_logs', 'silver.qc_checks', 'silver.operator_logs')
    group by all
),

keys as (
    select feed, entity_key, machine_id || '|' || source_seq as key
    from (
        select 'sensor_logs' as feed, machine_id || ' ' || strftime("timestamp", '%Y-%m-%d %H:%M:%S') as entity_key, machine_id, source_seq
        from truth.sensor_logs
        union all
        select 'operator_logs', machine_id || ' ' || strftime(production_date, '%Y-%m-%d') || ' ' || log_id, machine_id, source_seq
        from truth.operator_logs
    )
)

select wrong.feed, coalesce(keys.entity_key, wrong.key) as entity_key, wrong.columns, wrong.is_missing, wrong.is_doubled
from wrong
left join keys on keys.feed = wrong.feed and keys.key = wrong.key
