-- What somebody would write by hand in DuckDB for the same job: read the CSV files, keep them as Parquet, deduplicate, join, and write
-- the same silver and gold tables as Parquet. No lake, no quarantine, no repairs, no increments, no provenance beyond the file name.
-- Variables: landing and out are folders.

copy (
    select * from read_csv(getvariable('landing') || '/sales/*.csv', all_varchar = true, filename = true)
) to (getvariable('out') || '/bronze_sales.parquet') (compression zstd);

copy (
    select * from read_csv(getvariable('landing') || '/logistics/*.csv', all_varchar = true, filename = true)
) to (getvariable('out') || '/bronze_logistics.parquet') (compression zstd);

copy (
    select
        order_id,
        customer_name,
        product,
        cast(quantity as integer) as quantity,
        cast(unit_price as decimal(18, 2)) as unit_price,
        origin,
        destination,
        cast(weight_kg as decimal(18, 3)) as weight_kg,
        cast(shipping_cost as decimal(18, 2)) as shipping_cost,
        channel,
        carrier,
        region,
        cast(sale_timestamp as timestamp) as ordered_at,
        cast(promised_at as timestamp) as promised_at,
        cast(source_seq as bigint) as source_seq,
        filename
    from read_parquet(getvariable('out') || '/bronze_sales.parquet')
    qualify row_number() over (partition by order_id order by cast(source_seq as bigint) desc) = 1
    order by order_id
) to (getvariable('out') || '/silver_orders.parquet') (compression zstd);

copy (
    with messages as (
        select
            order_id,
            status,
            cast(status_timestamp as timestamp) as status_at,
            cast(source_seq as bigint) as source_seq,
            filename
        from read_parquet(getvariable('out') || '/bronze_logistics.parquet')
        qualify row_number() over (partition by order_id, status order by cast(source_seq as bigint) desc) = 1
    ),

    events as (
        select messages.*, orders.ordered_at
        from messages
        inner join read_parquet(getvariable('out') || '/silver_orders.parquet') as orders using (order_id)
        union all by name
        select order_id, 'Pending' as status, ordered_at as status_at, source_seq, filename, ordered_at
        from read_parquet(getvariable('out') || '/silver_orders.parquet')
    )

    select
        *,
        lag(status) over life as previous_status,
        lag(status_at) over life as previous_at,
        lead(status_at) over life as left_at
    from events
    window life as (partition by order_id order by status_at)
    order by order_id, status_at
) to (getvariable('out') || '/silver_events.parquet') (compression zstd);

copy (
    select order_id, status, status_at as changed_at, source_seq
    from read_parquet(getvariable('out') || '/silver_events.parquet')
    order by order_id, changed_at
) to (getvariable('out') || '/gold_order_history.parquet') (compression zstd);

copy (
    select orders.* exclude (filename, source_seq), events.status, events.status_at as updated_at
    from read_parquet(getvariable('out') || '/silver_orders.parquet') as orders
    inner join read_parquet(getvariable('out') || '/silver_events.parquet') as events using (order_id)
    where events.left_at is null
    order by order_id
) to (getvariable('out') || '/gold_sales.parquet') (compression zstd);

copy (
    with stages as (
        select
            order_id,
            max(status) filter (where left_at is null) as status,
            max(status_at) filter (where status = 'Processing') as processing_at,
            max(status_at) filter (where status = 'Shipped') as shipped_at,
            max(status_at) filter (where status = 'Delivered') as delivered_at,
            max(status_at) filter (where status = 'Returned') as returned_at,
            max(status_at) filter (where status = 'Cancelled') as cancelled_at
        from read_parquet(getvariable('out') || '/silver_events.parquet')
        group by order_id
    )

    select
        stages.*,
        orders.channel,
        orders.carrier,
        orders.region,
        orders.ordered_at,
        orders.promised_at,
        orders.quantity,
        orders.unit_price,
        orders.shipping_cost,
        cast(orders.unit_price * orders.quantity as decimal(18, 2)) as gross_amount,
        epoch_us(delivered_at) - epoch_us(ordered_at) as lead_time_us,
        delivered_at <= promised_at as is_on_time
    from stages
    inner join read_parquet(getvariable('out') || '/silver_orders.parquet') as orders using (order_id)
    order by order_id
) to (getvariable('out') || '/gold_fct_orders.parquet') (compression zstd);

copy (
    select
        cast(ordered_at as date) as ordered_date, channel, count(*) as orders, sum(gross_amount) as gmv,
        sum(gross_amount) filter (where status <> 'Cancelled') as gmv_not_cancelled
    from read_parquet(getvariable('out') || '/gold_fct_orders.parquet')
    group by all
) to (getvariable('out') || '/gold_kpi_gmv.parquet');

copy (
    with slices as (
        select cast(delivered_at as date) as delivered_date, unnest([['all', 'all'], ['carrier', carrier], ['channel', channel],
            ['region', region]]) as slice, lead_time_us / 86400000000.0 as days
        from read_parquet(getvariable('out') || '/gold_fct_orders.parquet')
        where delivered_at is not null
    )

    select
        delivered_date, slice, count(*) as orders, avg(days) as mean_days,
        quantile_cont(days, [0.5, 0.9, 0.95]) as percentiles
    from slices
    group by all
) to (getvariable('out') || '/gold_kpi_lead_time.parquet');

copy (
    select
        cast(promised_at as date) as promised_date, region, carrier, channel, count(*) as due, count(delivered_at) as delivered,
        count(*) filter (where is_on_time) as on_time
    from read_parquet(getvariable('out') || '/gold_fct_orders.parquet')
    where status <> 'Cancelled'
    group by all
) to (getvariable('out') || '/gold_kpi_sla.parquet');

copy (
    select cast(status_at as date) as day, status, count(*) as entered, count(previous_status) as changed
    from read_parquet(getvariable('out') || '/silver_events.parquet')
    group by all
) to (getvariable('out') || '/gold_kpi_status.parquet');
