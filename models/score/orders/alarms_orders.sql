-- model: score.alarms_orders
-- Repairs, flags and quarantined rows that no fault accounts for, by the kind of fault that they claim to have seen.
-- grain: a false alarm
-- materialization: view
with claims as (
    select
        case column_name
            when 'is_channel_repaired' then 'name_variant'
            when 'is_carrier_repaired' then 'name_variant'
            when 'is_status_repaired' then 'name_variant'
            when 'is_id_repaired' then 'id_variant'
            when 'is_weight_unit_repaired' then 'unit_mixup'
            when 'is_weight_impossible' then 'outlier'
            when 'is_shipping_cost_impossible' then 'outlier'
            when 'is_time_impossible' then 'clock_reset'
            when 'is_time_backwards' then 'time_backwards'
            when 'is_jump' then 'status_jump'
        end as kind,
        key
    from score.differences
    where table_name in ('silver.orders', 'silver.order_status_events') and what = 'different' and found = 'true'
),

conflicts as (
    select 'sales' as feed, order_id as key from quarantine.silver_orders where _rule = 'conflicting_duplicate'
    union all
    select 'logistics', order_id || '|' || status
    from quarantine.silver_order_status_events
    where _rule = 'conflicting_duplicate'
),

-- A row with a stale twin, and nothing else, has a conflict.
unfounded as (
    select conflicts.key
    from conflicts
    anti join (from score.order_ledger where kind = 'conflicting_duplicate') as stale
        on stale.feed = conflicts.feed and stale.entity_key = conflicts.key
),

known_orphans as (
    select quarantined.order_key as key
    from (select distinct order_key from quarantine.silver_order_status_events where _rule = 'unknown_order') as quarantined
    semi join silver.orders as known on known.order_key = quarantined.order_key
),

unreadable as (
    select _file || ', line ' || _line as key
    from quarantine.silver_orders
    where _rule <> 'conflicting_duplicate'
    union all
    select _file || ', line ' || _line
    from quarantine.silver_order_status_events
    where _rule not in ('conflicting_duplicate', 'unknown_order')
)

select kind, key from claims where kind is not null
union all
select 'conflicting_duplicate', key from unfounded
union all
select 'orphan_update', key from known_orphans
union all
select 'broken_row', key from unreadable
