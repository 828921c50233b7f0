-- model: score.known_batches
-- Batches as they can be known.
-- grain: a batch
-- materialization: replace
-- expects: silver.production_batches
-- key: batch_id
-- required: batch_id, machine_id, product_name, started_at, ended_at, units_produced, units_defective
with known as (
    select
        batches.batch_id,
        lower(replace(batches.batch_id, '-', '')) as batch_key,
        batches.machine_id,
        batches.product_name,
        batches.factory_id,
        batches.operator_id,
        batches.production_date,
        case when field = 'start_time' then cast(written_value as timestamp) else start_time end as started_at,
        case when field = 'end_time' then cast(written_value as timestamp) else end_time end as ended_at,
        case
            when field = 'units_produced' and kind = 'outlier' then null
            when field = 'units_produced' and is_stale then cast(written_value as bigint)
            else units_produced
        end as units_produced,
        case
            when field = 'units_defective' and kind = 'null_value' then null
            when field = 'units_defective' and is_stale then cast(written_value as bigint)
            else units_defective
        end as units_defective,
        cast(batches.units_consumed as bigint) as units_consumed,
        arrivals.source_seq,
        field is not distinct from 'machine_id' as is_machine_repaired,
        field is not distinct from 'product_name' as is_product_repaired,
        field is not distinct from 'units_produced' and kind = 'outlier' as is_produced_impossible,
        false as is_defective_impossible,
        false as is_time_impossible,
        kind is not distinct from 'time_backwards' as is_time_backwards,
        cast(arrivals.landed_at - interval 1 day as date) as drop_date,
        cast(arrivals.landed_at as date) as landed_date,
        arrivals.landed_at as _landed_at
    from truth.production_batches as batches
    inner join (from score.plant_arrivals where feed = 'production_batches' and absent_reason is null) as arrivals
        on arrivals.entity_key = batches.batch_id
)

select
    known.* replace (
        case when _landed_at >= lost['factory_id'] then null else factory_id end as factory_id,
        case when _landed_at >= lost['operator_id'] then null else operator_id end as operator_id,
        case when _landed_at >= lost['units_defective'] then null else units_defective end as units_defective,
        case when _landed_at >= lost['units_consumed'] then null else units_consumed end as units_consumed
    )
from known
left join score.lost_columns as columns on columns.feed = 'production_batches'
