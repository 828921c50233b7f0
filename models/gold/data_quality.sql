-- model: gold.data_quality
-- What came in on each day and what became of it, by feed: rows landed, accepted, copies of accepted rows, quarantined by rule,
-- repaired by field, flagged by kind, cells that were empty, and rows that came more than twelve hours after their event.
-- grain: a landing day, a feed and a metric
-- materialization: merge
-- key: landed_date, feed, metric
-- by: landed_date
-- order: landed_date, feed, metric
-- check: unique(landed_date, feed, metric)
-- check: true(row_count >= 0)
with landed as (
    select landed_date, 'sales' as feed, count(*) as row_count from bronze.sales group by 1
    union all
    select landed_date, 'logistics', count(*) from bronze.logistics group by 1
),

accepted as (
    select
        landed_date,
        'sales' as feed,
        count(*) as accepted,
        count(*) filter (where is_channel_repaired) as repaired_channel,
        count(*) filter (where is_carrier_repaired) as repaired_carrier,
        count(*) filter (where is_weight_unit_repaired) as repaired_weight_unit,
        count(*) filter (where is_weight_impossible) as flagged_impossible_weight,
        count(*) filter (where is_shipping_cost_impossible) as flagged_impossible_shipping_cost,
        count(*) filter (where customer_name is null) as null_customer_name,
        count(*) filter (where weight_kg is null and not is_weight_impossible) as null_weight_kg,
        count(*) filter (where shipping_cost is null and not is_shipping_cost_impossible) as null_shipping_cost,
        count(*) filter (where _landed_at > ordered_at + interval 12 hour) as late
    from silver.orders
    group by 1
    union all by name
    select
        landed_date,
        'logistics' as feed,
        count(*) as accepted,
        count(*) filter (where is_id_repaired) as repaired_id,
        count(*) filter (where is_status_repaired) as repaired_status,
        count(*) filter (where is_time_impossible) as flagged_impossible_time,
        count(*) filter (where is_time_backwards) as flagged_time_backwards,
        count(*) filter (where is_jump) as flagged_jump,
        count(*) filter (where not is_time_impossible and _landed_at > status_at + interval 12 hour) as late
    from silver.order_status_events
    where source = 'logistics'
    group by 1
),

quarantined as (
    select landed_date, 'sales' as feed, _rule, count(*) as row_count, true as is_landed_row
    from quarantine.silver_orders
    group by all
    union all
    select landed_date, 'logistics', _rule, count(*), true
    from quarantine.silver_order_status_events
    group by all
    union all
    select landed_date, 'sales', _rule, count(*), false
    from quarantine.bronze_sales
    group by all
    union all
    select landed_date, 'logistics', _rule, count(*), false
    from quarantine.bronze_logistics
    group by all
),

metrics as (
    unpivot accepted
    on columns(* exclude (landed_date, feed))
    into name metric value row_count
),

copies as (
    select
        landed.landed_date,
        landed.feed,
        landed.row_count - coalesce(accepted.accepted, 0) - coalesce(sum(quarantined.row_count), 0) as row_count
    from landed
    left join accepted using (landed_date, feed)
    left join quarantined
        on quarantined.landed_date = landed.landed_date and quarantined.feed = landed.feed and quarantined.is_landed_row
    group by landed.landed_date, landed.feed, landed.row_count, accepted.accepted
),

all_metrics as (
    select landed_date, feed, 'landed' as metric, row_count from landed
    union all
    select landed_date, feed, metric, row_count from metrics
    union all
    select landed_date, feed, 'duplicate', row_count from copies
    union all
    select landed_date, feed, 'quarantined_' || _rule, row_count from quarantined
)

select
    landed_date,
    feed,
    metric,
    cast(sum(row_count) as bigint) as row_count
from all_metrics
where row_count <> 0
group by landed_date, feed, metric
