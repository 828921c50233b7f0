-- model: score.fault_outcomes
-- What became of every injected fault that has taken effect: handled (the result is as if it had not been), missed (it passed as
-- truth), or unrecoverable (nobody can know the true value, and the result does not pretend to).
-- grain: a fault
-- materialization: view
with orders as (
    select
        order_id,
        customer_name, quantity, unit_price, weight_kg, shipping_cost, channel, carrier,
        is_weight_impossible, is_shipping_cost_impossible
    from silver.orders
),

cells as (
    select
        ledger.fault_id,
        case ledger.field
            when 'customer_name' then orders.customer_name
            when 'channel' then orders.channel
            when 'carrier' then orders.carrier
            when 'quantity' then cast(orders.quantity as varchar)
            when 'unit_price' then cast(orders.unit_price as varchar)
            when 'weight_kg' then cast(orders.weight_kg as varchar)
            when 'shipping_cost' then cast(orders.shipping_cost as varchar)
        end as found_value,
        case ledger.field
            when 'weight_kg' then orders.is_weight_impossible
            when 'shipping_cost' then orders.is_shipping_cost_impossible
            else false
        end as is_flagged,
        orders.order_id is not null as is_known
    from score.ledger
    left join orders on orders.order_id = ledger.order_id
    where ledger.feed = 'sales'
),

next_stages as (
    select order_id, status, min(is_jump) as is_jump
    from silver.order_status_events
    group by order_id, status
),

unreadable as (
    select distinct normal_name(split_part(decode(_raw, 'replace'), ',', 1)) as order_key
    from quarantine.bronze_sales
    union
    select distinct normal_name(split_part(decode(_raw, 'replace'), ',', 1))
    from quarantine.bronze_logistics
),

orphans as (
    select distinct order_key
    from quarantine.silver_order_status_events
    where _rule = 'unknown_order'
),

missing_rows as (
    select count(*) as missing
    from score.check_rows
    where name in ('orders missing', 'status events missing') and found > 0
),

-- Without a known earlier stage nothing shows that a clock ran backwards.
undetectable as (
    select order_id, status
    from score.knowable_events
    where not is_detectable
),

-- A fault in a drop that has not landed whole has not taken effect yet, unless its trace is there.
pending_drops as (
    select feed, drop_time
    from score.pending_drops
),

absent_orders as (
    select order_id from score.absent_rows where feed = 'sales'
),

absent_events as (
    select order_id, status from score.absent_rows where feed = 'logistics'
),

-- Joins are on equal columns alone: what a fault does not concern has no key there.
keyed as (
    select
        *,
        case when feed = 'logistics' then order_id end as update_order_id,
        case when kind = 'status_jump' then order_id end as jump_order_id,
        case status when 'Processing' then 'Shipped' when 'Shipped' then 'Delivered' end as next_status
    from score.ledger
),

judged as (
    select
        ledger.*,
        case
            when ledger.kind in ('null_value', 'outlier') or (ledger.kind = 'typo' and not ledger.is_repairable) or (ledger.kind = 'unit_mixup' and not ledger.is_repairable)
                then case
                    when not cells.is_known then 'unrecoverable'
                    when ledger.kind = 'null_value' and cells.found_value is null then 'unrecoverable'
                    when ledger.kind = 'outlier' and cells.is_flagged then 'unrecoverable'
                    when ledger.kind in ('typo', 'unit_mixup') then 'unrecoverable'
                    else 'missed'
                end
            when ledger.feed = 'sales' and ledger.kind in ('name_variant', 'typo', 'unit_mixup', 'bad_encoding', 'conflicting_duplicate')
                then case
                    when cells.found_value is not distinct from ledger.true_value or ledger.field = 'status' then 'handled'
                    when not cells.is_known and absent_order.order_id is not null then 'unrecoverable'
                    else 'missed'
                end
            when ledger.kind in ('broken_row', 'bad_quoting', 'truncated_file') and ledger.field is distinct from 'file'
                then case
                    when ledger.feed = 'sales' and cells.is_known then 'handled'
                    when ledger.feed = 'logistics' and events.order_id is not null then 'handled'
                    when ledger.kind = 'truncated_file' or unreadable.order_key is not null then 'unrecoverable'
                    else 'missed'
                end
            when ledger.kind = 'orphan_update' then case when orphans.order_key is not null then 'handled' else 'missed' end
            when ledger.kind = 'clock_reset'
                then case when events.is_time_impossible or events.order_id is null then 'unrecoverable' else 'missed' end
            when ledger.kind = 'time_backwards'
                then case
                    when events.is_time_backwards or events.is_time_impossible or events.order_id is null then 'unrecoverable'
                    when undetectable.order_id is not null then 'unrecoverable'
                    else 'missed'
                end
            when ledger.kind = 'clock_drift'
                then case
                    when events.order_id is null or not (events.is_time_impossible or events.is_time_backwards) then 'unrecoverable'
                    else 'missed'
                end
            when ledger.kind = 'status_jump'
                then case when coalesce(next_stages.is_jump, true) then 'unrecoverable' else 'missed' end
            when ledger.feed = 'logistics' and ledger.kind in ('name_variant', 'typo', 'id_variant', 'late', 'out_of_order', 'duplicate_row',
                'replayed_batch', 'conflicting_duplicate')
                then case
                    when events.order_id is not null and events.status_at is not distinct from real.status_at then 'handled'
                    when absent_order.order_id is not null or absent_event.order_id is not null then 'unrecoverable'
                    when events.order_id is not null and ledger.kind <> 'conflicting_duplicate' then 'handled'
                    else 'missed'
                end
            when ledger.feed = 'sales' and ledger.kind in ('late', 'out_of_order', 'duplicate_row', 'replayed_batch')
                then case when cells.is_known then 'handled' when absent_order.order_id is not null then 'unrecoverable' else 'missed' end
            -- What happens to a whole file is handled when no row of its feed is missing without a reason.
            else case when missing_rows.missing = 0 then 'handled' else 'missed' end
        end as outcome,
        pending_drops.drop_time is not null as is_in_pending_drop
    from keyed as ledger
    cross join missing_rows
    left join cells on cells.fault_id = ledger.fault_id
    left join silver.order_status_events as events
        on events.order_id = ledger.update_order_id and events.status = ledger.status
    left join truth.order_status_events as real
        on real.order_id = ledger.update_order_id and real.status = ledger.status
    left join next_stages
        on next_stages.order_id = ledger.jump_order_id and next_stages.status = ledger.next_status
    left join absent_orders as absent_order on absent_order.order_id = ledger.order_id
    left join absent_events as absent_event
        on absent_event.order_id = ledger.order_id and absent_event.status = ledger.status
    left join undetectable
        on undetectable.order_id = ledger.update_order_id and undetectable.status = ledger.status
    left join pending_drops
        on pending_drops.feed = ledger.feed and pending_drops.drop_time = ledger.arrival_time
    left join unreadable on unreadable.order_key = normal_name(ledger.order_id)
    left join orphans on orphans.order_key = order_key(ledger.order_id)
    where not ledger.is_pending
)

select fault_id, kind, feed, entity_key, field, outcome
from judged
where not (outcome = 'missed' and is_in_pending_drop)
