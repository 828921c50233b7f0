-- model: score.false_alarms
-- Repairs, flags and quarantined rows that no fault accounts for, by the kind of fault that they claim to have seen.
-- grain: a kind, an order and a status
-- materialization: view
with claims as (
    select 'name_variant' as kind, order_id, 'Pending' as status
    from silver.orders
    where is_channel_repaired or is_carrier_repaired
    union all
    select 'name_variant', order_id, status from silver.order_status_events where is_status_repaired
    union all
    select 'id_variant', order_id, status from silver.order_status_events where is_id_repaired
    union all
    select 'unit_mixup', order_id, 'Pending' from silver.orders where is_weight_unit_repaired
    union all
    select 'outlier', order_id, 'Pending' from silver.orders where is_weight_impossible or is_shipping_cost_impossible
    union all
    select 'clock_reset', order_id, status from silver.order_status_events where is_time_impossible
    union all
    select 'time_backwards', order_id, status from silver.order_status_events where is_time_backwards
    union all
    select 'status_jump', order_id, status from silver.order_status_events where is_jump
    union all
    select 'conflicting_duplicate', order_id, 'Pending'
    from quarantine.silver_orders
    where _rule = 'conflicting_duplicate'
    union all
    select 'conflicting_duplicate', order_id, status
    from quarantine.silver_order_status_events
    where _rule = 'conflicting_duplicate'
),

causes as (
    select distinct
        case
            when kind = 'typo' then 'name_variant'
            when kind = 'truncated_file' then 'status_jump'
            else kind
        end as kind,
        order_id,
        coalesce(status, 'Pending') as status
    from score.ledger
),

-- A stage is skipped in the data when its update is absent, whatever kept it away.
skipped as (
    select 'status_jump' as kind, order_id, case status when 'Processing' then 'Shipped' when 'Shipped' then 'Delivered' when 'Delivered' then 'Returned' end
        as status
    from score.absent_rows
    where feed = 'logistics'
),

known_orders as (
    select kind, quarantined.order_key
    from (
        select distinct 'orphan_update' as kind, order_key
        from quarantine.silver_order_status_events
        where _rule = 'unknown_order'
    ) as quarantined
    inner join silver.orders on silver.orders.order_key = quarantined.order_key
)

select claims.kind, claims.order_id, claims.status
from claims
left join causes
    on causes.kind = claims.kind and causes.order_id = claims.order_id and causes.status = claims.status
left join skipped
    on skipped.kind = claims.kind and skipped.order_id = claims.order_id and skipped.status = claims.status
where causes.order_id is null and skipped.order_id is null
union all
select kind, order_key, null
from known_orders
