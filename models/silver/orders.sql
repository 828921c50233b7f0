-- model: silver.orders
-- Orders as they were placed: typed, names repaired, each order once. Of several rows for one order the one with the highest
-- source sequence counts (without a sequence, the one that landed last); equal rows are copies, other rows go to quarantine.
-- grain: an order
-- materialization: merge
-- key: order_id
-- by: order_key
-- order: order_id
-- interim: rows_to_judge
-- check: not_null(order_id, quantity, unit_price, ordered_at)
-- check: unique(order_id)
with cells as (
    select
        order_key,
        cell_text(order_id) as order_id,
        cell_text(customer_name) as customer_name,
        cell_text(product) as product,
        try_cast(quantity as integer) as quantity,
        try_cast(unit_price as decimal(18, 2)) as unit_price,
        cell_text(origin) as origin,
        cell_text(destination) as destination,
        weight_kg as weight_cell,
        try_cast(weight_kg as decimal(18, 3)) as written_weight_kg,
        shipping_cost as shipping_cost_cell,
        try_cast(shipping_cost as decimal(18, 2)) as written_shipping_cost,
        channel as written_channel,
        carrier as written_carrier,
        cell_text(region) as region,
        event_time(sale_timestamp) as ordered_at,
        promised_at as promise_cell,
        event_time(promised_at) as promised_at,
        try_cast(source_seq as bigint) as source_seq,
        landed_date,
        _file,
        _line,
        _landed_at,
        _raw
    from bronze.sales
),

known as (
    select kind, list(distinct name order by name) as names
    from seed.names
    group by kind
),

-- Each spelling of a name is judged once; a name that is like no known one stays as it came.
spellings as (
    select
        written.kind,
        written.name as written,
        coalesce(seed_names.name, nearest_name(known.names, written.name), trim(written.name)) as name
    from (
        select distinct 'channel' as kind, channel as name from bronze.sales
        union all
        select distinct 'carrier', carrier from bronze.sales
    ) as written
    left join known on known.kind = written.kind
    left join seed.names as seed_names
        on seed_names.kind = written.kind and seed_names.alias = normal_name(written.name)
    where cell_text(written.name) is not null
),

repaired as (
    select
        cells.* exclude (
            weight_cell, written_weight_kg, shipping_cost_cell, written_shipping_cost, promise_cell, written_channel, written_carrier
        ),
        case
            when order_id is null then 'missing_order_id'
            when ordered_at is null then 'unreadable_time'
            when quantity is null then 'unreadable_quantity'
            when quantity <= 0 then 'impossible_quantity'
            when unit_price is null then 'unreadable_price'
            when unit_price < 0 then 'impossible_price'
            when written_weight_kg is null and cell_text(weight_cell) is not null then 'unreadable_weight'
            when written_shipping_cost is null and cell_text(shipping_cost_cell) is not null then 'unreadable_shipping_cost'
            when promised_at is null and cell_text(promise_cell) is not null then 'unreadable_promise'
        end as unreadable,
        case
            when written_weight_kg <= 0 or written_weight_kg > parcel_limit_kg() * 1000 then null
            when written_weight_kg > parcel_limit_kg() then cast(written_weight_kg / 1000 as decimal(18, 3))
            else written_weight_kg
        end as weight_kg,
        case when written_shipping_cost >= 0 then written_shipping_cost end as shipping_cost,
        channels.name as channel,
        carriers.name as carrier,
        coalesce(written_weight_kg <= 0 or written_weight_kg > parcel_limit_kg() * 1000, false) as is_weight_impossible,
        coalesce(written_weight_kg > parcel_limit_kg() and written_weight_kg <= parcel_limit_kg() * 1000, false)
            as is_weight_unit_repaired,
        coalesce(written_shipping_cost < 0, false) as is_shipping_cost_impossible,
        coalesce(channels.name <> written_channel, false) as is_channel_repaired,
        coalesce(carriers.name <> written_carrier, false) as is_carrier_repaired
    from cells
    left join spellings as channels on channels.kind = 'channel' and channels.written = written_channel
    left join spellings as carriers on carriers.kind = 'carrier' and carriers.written = written_carrier
),

-- Orders that came in more than one row; is_key_shared: ids that differ only in what people get wrong when they retype them.
rivals as (
    select order_key, min(hash(trim(order_id))) <> max(hash(trim(order_id))) as is_key_shared
    from bronze.sales
    group by order_key
    having count(*) > 1
)

-- rows_to_judge: every row of an export as far as it can be read by itself.
select
    repaired.*,
    coalesce(rivals.is_key_shared, false) as is_key_shared,
    rivals.order_key is not null as has_rival
from repaired
left join rivals on rivals.order_key = repaired.order_key;

with contents as (
    select
        *,
        hash(customer_name, product, quantity, unit_price, origin, destination, weight_kg, shipping_cost,
            channel, carrier, region, ordered_at, promised_at) as content
    from rows_to_judge
    where unreadable is null and has_rival
),

ranked as (
    select
        *,
        row_number() over latest as place,
        first_value(content) over latest as latest_content
    from contents
    window latest as (
        partition by order_id
        order by source_seq desc nulls last, case when source_seq is null then _landed_at end desc,
            _landed_at, _file, _line
    )
),

judged as (
    select *, cast(null as varchar) as _rule
    from rows_to_judge
    where unreadable is null and not has_rival
    union all
    select
        * exclude (content, place, latest_content),
        case when place > 1 then 'conflicting_duplicate' end as _rule
    from ranked
    where place = 1 or content <> latest_content
    union all
    select *, unreadable as _rule
    from rows_to_judge
    where unreadable is not null
)

select
    order_id,
    order_key,
    customer_name,
    product,
    quantity,
    unit_price,
    origin,
    destination,
    weight_kg,
    shipping_cost,
    channel,
    carrier,
    region,
    ordered_at,
    promised_at,
    source_seq,
    is_key_shared,
    is_weight_impossible,
    is_weight_unit_repaired,
    is_shipping_cost_impossible,
    is_channel_repaired,
    is_carrier_repaired,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw,
    _rule
from judged
