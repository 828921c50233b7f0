-- model: score.unknowable_orders
-- What nobody can know of the orders: rows that were destroyed or have not landed (no column), and cells whose true value was lost.
-- grain: a row or a cell of a table
-- materialization: view
with lost_cells as (
    select
        case feed when 'sales' then 'silver.orders' else 'silver.order_status_events' end as table_name,
        entity_key as key,
        case field when 'status_timestamp' then 'status_at' else field end as column_name,
        true_value as truth,
        written_value as written,
        kind as reason
    from score.order_ledger
    where not is_repairable and not is_pending
        and kind in ('null_value', 'outlier', 'typo', 'unit_mixup', 'clock_drift', 'clock_reset', 'time_backwards')
),

lost_updates as (
    select 'silver.order_status_events' as table_name, entity_key as key, null as column_name, true_value as truth,
        written_value as written, kind as reason
    from score.order_ledger
    where feed = 'logistics' and is_lost
),

lost_orders as (
    select 'silver.orders' as table_name, order_id as key, null as column_name, null as truth, null as written, absent_reason as reason
    from score.absent_orders
),

updates_of_lost_orders as (
    select 'silver.order_status_events' as table_name, events.order_id || '|' || events.status as key, null as column_name,
        null as truth, null as written, 'its order is unknown' as reason
    from truth.order_status_events as events
    semi join (from score.absent_orders where not is_on_its_way) as absent on absent.order_id = events.order_id
),

late_updates as (
    select 'silver.order_status_events' as table_name, entity_key as key, null as column_name,
        null as truth, null as written, 'not landed yet' as reason
    from score.order_ledger
    where feed = 'logistics' and kind in ('late', 'out_of_order') and is_pending
)

select * from lost_cells
union all
select * from lost_updates
union all
select * from lost_orders
union all
select * from updates_of_lost_orders
union all
select * from late_updates
union all
select
    case feed when 'sales' then 'silver.orders' when 'logistics' then 'silver.order_status_events' else 'silver.' || feed end,
    'every row since ' || min(event_time),
    field,
    null,
    null,
    kind
from score.ledger
where kind in ('column_removed', 'column_renamed') and not is_repairable and not is_pending and feed in ('sales', 'logistics')
group by feed, field, kind
