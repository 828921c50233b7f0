-- model: silver.production_batches
-- Batches as they were made: typed, names of machines and products repaired, each batch once. Of several rows for one batch the one
-- with the highest source sequence counts (without a sequence, the one that came last); equal rows are copies, others go to quarantine.
-- A number of units that no batch can have is unknown. The production date is the plant's own day on which the batch began.
-- grain: a batch
-- materialization: merge
-- key: production_date, batch_key
-- by: production_date
-- order: production_date, batch_key
-- check: not_null(batch_id, machine_id, product_name, production_date, started_at)
-- check: unique(production_date, batch_key)
with machines as (
    select
        written.machine_id as written,
        coalesce(exact.name, kinds.name || '-' || two_digits(machine_number(written.machine_id))) as machine_id
    from (select distinct machine_id from bronze.production_batches) as written
    left join silver.known_names as exact
        on exact.kind = 'machine' and exact.spelling = singular_name(written.machine_id)
    left join silver.known_names as kinds
        on kinds.kind = 'machine_kind' and kinds.spelling = singular_name(machine_word(written.machine_id))
),

known_products as (
    select list(distinct name order by name) as names
    from seed.names
    where kind = 'product'
),

products as (
    select
        written.product_name as written,
        coalesce(spelled.name, nearest_name(known_products.names, written.product_name)) as product_name
    from (select distinct product_name from bronze.production_batches) as written
    cross join known_products
    left join silver.known_names as spelled
        on spelled.kind = 'product' and spelled.spelling = singular_name(written.product_name)
),

cells as (
    select
        production_date,
        batch_key,
        cell_text(rows.batch_id) as batch_id,
        machines.machine_id,
        products.product_name,
        cell_text(factory_id) as factory_id,
        cell_text(operator_id) as operator_id,
        event_time(start_time) as started_at,
        event_time(end_time) as ended_at,
        whole_number(units_produced) as written_produced,
        whole_number(units_defective) as written_defective,
        whole_number(units_consumed) as units_consumed,
        whole_number(source_seq) as source_seq,
        coalesce(machines.machine_id <> rows.machine_id, false) as is_machine_repaired,
        coalesce(products.product_name <> rows.product_name, false) as is_product_repaired,
        case
            when cell_text(rows.batch_id) is null then 'missing_batch_id'
            when machines.machine_id is null then 'unknown_machine'
            when products.product_name is null then 'unknown_product'
            when event_time(start_time) is null then 'unreadable_start_time'
            when event_time(end_time) is null then 'unreadable_end_time'
            when whole_number(units_produced) is null and cell_text(units_produced) is not null then 'unreadable_units_produced'
            when whole_number(units_defective) is null and cell_text(units_defective) is not null
                then 'unreadable_units_defective'
            when whole_number(units_consumed) is null and cell_text(units_consumed) is not null
                then 'unreadable_units_consumed'
        end as unreadable,
        drop_date,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.production_batches as rows
    left join machines on machines.written = rows.machine_id
    left join products on products.written = rows.product_name
),

judged as (
    select
        * exclude (written_produced, written_defective),
        case when written_produced >= 0 and written_produced < batch_limit_units() then written_produced end as units_produced,
        case
            when written_defective >= 0 and written_defective < batch_limit_units()
                and not coalesce(written_defective > written_produced and written_produced >= 0, false)
                then written_defective
        end as units_defective,
        coalesce(written_produced < 0 or written_produced >= batch_limit_units(), false) as is_produced_impossible,
        coalesce(
            written_defective < 0 or written_defective >= batch_limit_units()
                or (written_defective > written_produced and written_produced >= 0),
            false
        ) as is_defective_impossible,
        is_far_from(started_at, drop_date) as is_time_impossible,
        coalesce(ended_at < started_at, false) as is_time_backwards
    from cells
),

contents as (
    select
        *,
        hash(machine_id, product_name, factory_id, operator_id, started_at, ended_at, units_produced, units_defective,
            units_consumed, is_produced_impossible, is_defective_impossible) as content
    from judged
    where unreadable is null
),

ranked as (
    select
        *,
        first_value(content) over (
            partition by production_date, batch_key
            order by source_seq desc nulls last, _landed_at desc, _file desc, _line desc
        ) as latest_content,
        row_number() over (
            partition by production_date, batch_key, content
            order by source_seq desc nulls last, _landed_at, _file, _line
        ) as copy
    from contents
),

outcome as (
    select
        * exclude (content, latest_content, copy, unreadable),
        case when content <> latest_content then 'conflicting_duplicate' end as _rule
    from ranked
    where copy = 1 or content <> latest_content
    union all by name
    select
        * exclude (unreadable),
        unreadable as _rule
    from judged
    where unreadable is not null
)

select
    batch_id,
    batch_key,
    machine_id,
    product_name,
    factory_id,
    operator_id,
    production_date,
    cast(production_date - interval 1 day as date) as eve_date,
    started_at,
    ended_at,
    units_produced,
    units_defective,
    units_consumed,
    source_seq,
    is_machine_repaired,
    is_product_repaired,
    is_produced_impossible,
    is_defective_impossible,
    is_time_impossible,
    is_time_backwards,
    drop_date,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw,
    _rule
from outcome
