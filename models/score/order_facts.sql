-- model: score.order_facts
-- Per order the figures that KPIs add up, computed from truth alone: once with everything that was sent, once with what can be known of it.
-- grain: a basis (truth or knowable) and an order
-- materialization: view
with events as (
    select 'truth' as basis, events.order_id, status, status_at as known_at, status_at as true_at, ordered_at, promised_at,
        unit_price * quantity as gross_amount
    from score.sent_events as events
    inner join truth.orders on orders.order_id = events.order_id
    union all
    select 'knowable', order_id, status, known_at, true_at, ordered_at, promised_at, gross_amount
    from score.knowable_events
)

select
    basis,
    order_id,
    max_by(status, true_at) as status,
    any_value(gross_amount) as gross_amount,
    bool_or(status = 'Delivered') as is_delivered,
    bool_or(status = 'Cancelled') as is_cancelled,
    epoch_us(max(case when status = 'Delivered' then known_at end)) - epoch_us(any_value(ordered_at)) as lead_time_us,
    max(case when status = 'Delivered' then known_at end) <= any_value(promised_at) as is_on_time
from events
group by basis, order_id
