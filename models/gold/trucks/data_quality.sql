-- part_of: gold.data_quality
-- Readings of trucks. A reading is late when it arrived long after later ones of its segment; readings that say the same are copies.
with landed as (
    select landed_date, 'telemetry' as feed, count(*) as row_count from bronze.telemetry group by 1
    union all
    select landed_date, 'trips', count(*) from bronze.trips group by 1
    union all
    select landed_date, 'shipments', count(*) from bronze.shipments group by 1
),

accepted as (
    select
        landed_date,
        'telemetry' as feed,
        count(*) as accepted,
        count(*) filter (where is_late) as late,
        count(*) filter (where temp_c is null) as null_temp,
        count(*) filter (where fuel_percent is null) as null_fuel,
        count(*) filter (where lat is null) as null_position
    from silver.telemetry
    group by 1
),

metrics as (
    unpivot accepted
    on accepted, late, null_temp, null_fuel, null_position
    into name metric value row_count
),

quarantined as (
    select landed_date, 'telemetry' as feed, _rule, count(*) as row_count from quarantine.silver_telemetry group by all
    union all
    select landed_date, 'telemetry', _rule, count(*) from quarantine.bronze_telemetry group by all
    union all
    select landed_date, 'trips', _rule, count(*) from quarantine.silver_trips group by all
    union all
    select landed_date, 'trips', _rule, count(*) from quarantine.bronze_trips group by all
    union all
    select landed_date, 'shipments', _rule, count(*) from quarantine.silver_shipments group by all
    union all
    select landed_date, 'shipments', _rule, count(*) from quarantine.bronze_shipments group by all
),

all_metrics as (
    select landed_date, feed, 'landed' as metric, row_count from landed
    union all
    select landed_date, feed, metric, row_count from metrics
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
