-- model: score.order_rows
-- Every true order as it can be known: with the cells that its fault left (empty when they were lost, as written when nobody can see
-- that they are wrong), when its row landed, and the reason why nobody can find it, if there is one.
-- grain: an order
-- materialization: view
with changes as (
    select order_id, kind, field, written_value, arrival_time, is_repairable, is_lost, is_cut, cut_seq
    from score.order_ledger
    where feed = 'sales' and kind not in ('duplicate_row', 'replayed_batch')
),

due as (
    select
        orders.*,
        changes.kind,
        changes.field,
        changes.written_value,
        changes.is_repairable,
        changes.is_lost,
        changes.is_cut,
        changes.cut_seq,
        case when changes.kind in ('late', 'out_of_order')
            then changes.arrival_time
            else time_bucket(interval 6 hour, orders.ordered_at) + interval 6 hour
        end as due_at
    from truth.orders
    left join changes on changes.order_id = orders.order_id
),

known as (
    select
        due.order_id,
        replace(due.order_id, '-', '') as order_key,
        case when due.field = 'customer_name' and not due.is_repairable then cell_text(due.written_value) else due.customer_name end
            as customer_name,
        due.product,
        due.quantity as true_quantity,
        case when early.is_stale and due.field = 'quantity' then cast(due.written_value as integer) else due.quantity end as quantity,
        due.unit_price as true_unit_price,
        case when early.is_stale and due.field = 'unit_price' then cast(due.written_value as decimal(18, 2)) else due.unit_price end
            as unit_price,
        due.origin,
        due.destination,
        case
            when due.field = 'weight_kg' and due.kind = 'unit_mixup' and not due.is_repairable
                then cast(due.written_value as decimal(18, 3))
            when due.field = 'weight_kg' and not due.is_repairable then null
            else due.weight_kg
        end as weight_kg,
        case when due.field = 'shipping_cost' and not due.is_repairable then null else due.shipping_cost end as shipping_cost,
        due.channel,
        due.carrier,
        due.region,
        due.ordered_at,
        due.promised_at,
        due.kind,
        due.field,
        due.is_repairable,
        case when due.is_cut then due.cut_seq else coalesce(early.source_seq, due.source_seq) end as source_seq,
        coalesce(early.landed_at, due.due_at) as landed_at,
        due.due_at > world.as_of or (pending.drop_time is not null and early.order_id is null) as is_on_its_way,
        case
            when due.is_lost then due.kind
            when due.due_at > world.as_of then 'not landed yet'
            when pending.drop_time is not null and early.order_id is null then 'its drop has not landed yet'
        end as absent_reason
    from due
    cross join truth.world
    left join (from score.pending_drops where feed = 'sales') as pending
        on pending.drop_time = due.due_at
    left join (from score.early_rows where feed = 'sales') as early
        on early.order_id = due.order_id
)

select
    known.* replace (
        case when landed_at >= lost['customer_name'] then null else customer_name end as customer_name,
        case when landed_at >= lost['product'] then null else product end as product,
        case when landed_at >= lost['origin'] then null else origin end as origin,
        case when landed_at >= lost['destination'] then null else destination end as destination,
        case when landed_at >= lost['weight_kg'] then null else weight_kg end as weight_kg,
        case when landed_at >= lost['shipping_cost'] then null else shipping_cost end as shipping_cost,
        case when landed_at >= lost['channel'] then null else channel end as channel,
        case when landed_at >= lost['carrier'] then null else carrier end as carrier,
        case when landed_at >= lost['region'] then null else region end as region,
        case when landed_at >= lost['promised_at'] then null else promised_at end as promised_at
    )
from known
left join score.lost_columns as columns on columns.feed = 'sales'
