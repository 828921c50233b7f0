-- model: gold.data_quality
-- What came in on each day and what became of it, by feed: rows landed, accepted, copies of accepted rows, quarantined by rule,
-- repaired by field, flagged by kind, cells that were empty, and rows that came late: more than twelve hours after their event, or
-- for the feeds with a folder a day in the folder of a later day. Rows of the shop's feeds are changes; shop/data_quality.sql counts them.
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
    union all
    select landed_date, 'production_batches', count(*) from bronze.production_batches group by 1
    union all
    select landed_date, 'sensor_logs', count(*) from bronze.sensor_logs group by 1
    union all
    select landed_date, 'qc_checks', count(*) from bronze.qc_checks group by 1
    union all
    select landed_date, 'operator_logs', count(*) from bronze.operator_logs group by 1
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
    union all by name
    select
        landed_date,
        'production_batches' as feed,
        count(*) as accepted,
        count(*) filter (where is_machine_repaired) as repaired_machine,
        count(*) filter (where is_product_repaired) as repaired_product,
        count(*) filter (where is_produced_impossible) as flagged_impossible_units_produced,
        count(*) filter (where is_defective_impossible) as flagged_impossible_units_defective,
        count(*) filter (where is_time_impossible) as flagged_impossible_time,
        count(*) filter (where is_time_backwards) as flagged_time_backwards,
        count(*) filter (where units_produced is null and not is_produced_impossible) as null_units_produced,
        count(*) filter (where units_defective is null and not is_defective_impossible) as null_units_defective,
        count(*) filter (where drop_date > production_date) as late
    from silver.production_batches
    group by 1
    union all by name
    select
        landed_date,
        'sensor_logs' as feed,
        count(*) as accepted,
        count(*) filter (where is_machine_repaired) as repaired_machine,
        count(*) filter (where is_temperature_unit_repaired) as repaired_temperature_unit,
        count(*) filter (where is_temperature_outlier) as flagged_outlier_temperature,
        count(*) filter (where is_pressure_outlier) as flagged_outlier_pressure,
        count(*) filter (where is_energy_outlier) as flagged_outlier_energy,
        count(*) filter (where is_efficiency_outlier) as flagged_outlier_efficiency,
        count(*) filter (where is_temperature_stuck) as flagged_stuck_temperature,
        count(*) filter (where is_pressure_stuck) as flagged_stuck_pressure,
        count(*) filter (where is_temperature_drifting) as flagged_drifting_temperature,
        count(*) filter (where is_time_impossible) as flagged_impossible_time,
        count(*) filter (where temperature is null) as null_temperature,
        count(*) filter (where pressure is null) as null_pressure,
        count(*) filter (where energy_kwh is null) as null_energy_kwh,
        count(*) filter (where efficiency_percent is null) as null_efficiency_percent,
        count(*) filter (where drop_date > production_date) as late
    from silver.sensor_logs
    group by 1
    union all by name
    select
        landed_date,
        'qc_checks' as feed,
        count(*) as accepted,
        count(*) filter (where is_zone_repaired) as repaired_zone,
        count(*) filter (where is_result_repaired) as repaired_result,
        count(*) filter (where is_time_impossible) as flagged_impossible_time,
        count(*) filter (where inspector_id is null) as null_inspector_id,
        count(*) filter (where drop_date > production_date) as late
    from silver.qc_checks
    group by 1
    union all by name
    select
        landed_date,
        'operator_logs' as feed,
        count(*) as accepted,
        count(*) filter (where is_machine_repaired) as repaired_machine,
        count(*) filter (where is_action_repaired) as repaired_action,
        count(*) filter (where is_zone_repaired) as repaired_zone,
        count(*) filter (where is_zone_unproven) as flagged_unproven_zone,
        count(*) filter (where is_time_impossible) as flagged_impossible_time,
        count(*) filter (where operator_id is null) as null_operator_id,
        count(*) filter (where drop_date > production_date) as late
    from silver.operator_logs
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
    union all
    select landed_date, 'production_batches', _rule, count(*), true
    from quarantine.silver_production_batches
    group by all
    union all
    select landed_date, 'production_batches', _rule, count(*), false
    from quarantine.bronze_production_batches
    group by all
    union all
    select landed_date, 'sensor_logs', _rule, count(*), true
    from quarantine.silver_sensor_logs
    group by all
    union all
    select landed_date, 'sensor_logs', _rule, count(*), false
    from quarantine.bronze_sensor_logs
    group by all
    union all
    select landed_date, 'qc_checks', _rule, count(*), true
    from quarantine.silver_qc_checks
    group by all
    union all
    select landed_date, 'qc_checks', _rule, count(*), false
    from quarantine.bronze_qc_checks
    group by all
    union all
    select landed_date, 'operator_logs', _rule, count(*), true
    from quarantine.silver_operator_logs
    group by all
    union all
    select landed_date, 'operator_logs', _rule, count(*), false
    from quarantine.bronze_operator_logs
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
