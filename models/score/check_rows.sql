-- model: score.check_rows
-- Row-level equality: how many rows there are, which are missing or too many without a reason, and which cells differ from the
-- truth without a fault that explains it.
-- grain: a check
-- materialization: view
with explained_cells as (
    select feed, order_id, coalesce(status, 'Pending') as status, field
    from score.ledger
    where not is_repairable
),

order_cells as (
    select found.order_id, cell.field
    from silver.orders as found
    inner join truth.orders as real on real.order_id = found.order_id
    cross join lateral (
        select unnest([
            case when found.customer_name is distinct from real.customer_name then 'customer_name' end,
            case when found.product is distinct from real.product then 'product' end,
            case when found.quantity is distinct from real.quantity then 'quantity' end,
            case when found.unit_price is distinct from real.unit_price then 'unit_price' end,
            case when found.origin is distinct from real.origin then 'origin' end,
            case when found.destination is distinct from real.destination then 'destination' end,
            case when found.weight_kg is distinct from real.weight_kg then 'weight_kg' end,
            case when found.shipping_cost is distinct from real.shipping_cost then 'shipping_cost' end,
            case when found.channel is distinct from real.channel then 'channel' end,
            case when found.carrier is distinct from real.carrier then 'carrier' end,
            case when found.region is distinct from real.region then 'region' end,
            case when found.ordered_at is distinct from real.ordered_at then 'sale_timestamp' end,
            case when found.promised_at is distinct from real.promised_at then 'promised_at' end
        ]) as field
    ) as cell
    where cell.field is not null
),

wrong_order_cells as (
    select count(*) as cells
    from order_cells
    left join (select * from explained_cells where feed = 'sales') as explained
        on explained.order_id = order_cells.order_id and explained.field = order_cells.field
    where explained.order_id is null
),

wrong_event_cells as (
    select count(*) as cells
    from silver.order_status_events as found
    inner join truth.order_status_events as real on real.order_id = found.order_id and real.status = found.status
    left join (select * from explained_cells where feed = 'logistics') as explained
        on explained.order_id = found.order_id and explained.status = found.status
    where found.status_at is distinct from real.status_at and explained.order_id is null
),

counts as (
    select
        (select count(*) from score.sent_orders) as true_orders,
        (select count(*) from score.knowable_orders) as knowable_orders,
        (select count(*) from silver.orders) as found_orders,
        (select count(*) from score.knowable_orders as k anti join silver.orders as f on f.order_id = k.order_id) as missing_orders,
        (select count(*) from silver.orders as f anti join truth.orders as t on t.order_id = f.order_id) as invented_orders,
        (select count(*) from score.sent_events) as true_events,
        (select count(*) from score.knowable_events) as knowable_events,
        (select count(*) from silver.order_status_events) as found_events,
        (select count(*) from score.knowable_events as k anti join silver.order_status_events as f
            on f.order_id = k.order_id and f.status = k.status) as missing_events,
        (select count(*) from silver.order_status_events as f anti join truth.order_status_events as t
            on t.order_id = f.order_id and t.status = f.status) as invented_events,
        (select count(*) from gold.sales) as found_sales,
        (select count(*) from gold.fct_orders) as found_facts
)

select 'orders' as name, 'silver.orders' as layer, true_orders as truth, knowable_orders as knowable, found_orders as found
from counts
union all
select 'orders missing', 'silver.orders', 0, 0, missing_orders from counts
union all
select 'orders invented', 'silver.orders', 0, 0, invented_orders from counts
union all
select 'order cells wrong', 'silver.orders', 0, 0, cells from wrong_order_cells
union all
select 'status events', 'silver.order_status_events', true_events, knowable_events, found_events from counts
union all
select 'status events missing', 'silver.order_status_events', 0, 0, missing_events from counts
union all
select 'status events invented', 'silver.order_status_events', 0, 0, invented_events from counts
union all
select 'status event times wrong', 'silver.order_status_events', 0, 0, cells from wrong_event_cells
union all
select 'orders', 'gold.sales', true_orders, knowable_orders, found_sales from counts
union all
select 'orders', 'gold.fct_orders', true_orders, knowable_orders, found_facts from counts
