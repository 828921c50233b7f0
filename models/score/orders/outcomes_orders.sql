-- model: score.outcomes_orders
-- What became of every fault of the order feeds that has taken effect: handled (the result is as if it had not been), missed (it
-- passed as truth), or unrecoverable (nobody can know the true value, and the result does not pretend to).
-- grain: a fault
-- materialization: view
with quarantined_lines as (
    select distinct 'sales' as feed, order_key(split_part(decode(_raw, 'replace'), ',', 1)) as order_key
    from quarantine.bronze_sales
    union
    select distinct 'logistics', order_key(split_part(decode(_raw, 'replace'), ',', 1))
    from quarantine.bronze_logistics
),

quarantined_orphans as (
    select distinct order_key
    from quarantine.silver_order_status_events
    where _rule = 'unknown_order'
),

missing as (
    select
        coalesce(bool_or(feed = 'sales'), false) as misses_sales,
        coalesce(bool_or(feed = 'logistics'), false) as misses_logistics
    from score.wrong_orders
    where is_missing
),

-- A skipped stage shows at the next one.
faults as (
    select
        *,
        case when kind = 'status_jump'
            then order_id || '|' || case status when 'Processing' then 'Shipped' else 'Delivered' end
            else entity_key
        end as shows_at,
        case when kind in ('broken_row', 'bad_quoting', 'orphan_update') then order_key(order_id) end as order_key
    from score.order_ledger
    where not is_pending
),

judged as (
    select
        faults.fault_id,
        faults.kind,
        case
            when faults.kind = 'orphan_update'
                then case when orphans.order_key is not null then 'handled' else 'missed' end
            when faults.kind in ('broken_row', 'bad_quoting')
                then case when lines.order_key is not null then 'unrecoverable' else 'missed' end
            when faults.kind = 'truncated_file' and faults.is_lost then 'unrecoverable'
            when faults.kind = 'status_jump'
                then case when list_contains(wrong.columns, 'is_jump') then 'missed' else 'unrecoverable' end
            when coalesce(wrong.is_missing, false) then 'missed'
            when faults.kind in ('clock_drift', 'clock_reset', 'time_backwards')
                then case
                    when list_has_any(wrong.columns, ['status_at', 'trusted_at', 'is_time_impossible', 'is_time_backwards'])
                        then 'missed'
                    else 'unrecoverable'
                end
            when not faults.is_repairable
                then case
                    when list_has_any(wrong.columns,
                        [faults.field, 'is_weight_impossible', 'is_weight_unit_repaired', 'is_shipping_cost_impossible'])
                        then 'missed'
                    else 'unrecoverable'
                end
            when absent.order_id is not null then 'unrecoverable'
            when faults.kind in ('duplicate_row', 'replayed_batch') then case when wrong.is_doubled then 'missed' else 'handled' end
            when faults.kind in ('late', 'out_of_order') then 'handled'
            when list_has_any(wrong.columns, [case faults.field when 'status_timestamp' then 'status_at' else faults.field end])
                then 'missed'
            else 'handled'
        end as outcome
    from faults
    -- What a drop brings that has not landed whole has not taken effect yet.
    anti join score.pending_drops as pending
        on pending.feed = faults.feed and pending.drop_time = faults.arrival_time
    left join score.wrong_orders as wrong on wrong.feed = faults.feed and wrong.key = faults.shows_at
    left join score.absent_orders as absent on absent.order_id = faults.order_id
    left join quarantined_lines as lines on lines.feed = faults.feed and lines.order_key = faults.order_key
    left join quarantined_orphans as orphans on orphans.order_key = faults.order_key
)

select fault_id, kind, outcome
from judged
union all
select
    fault_id,
    kind,
    case when case feed when 'sales' then misses_sales else misses_logistics end then 'missed' else 'handled' end
from score.ledger
cross join missing
where feed in ('sales', 'logistics') and field in ('file', 'header') and not is_pending
