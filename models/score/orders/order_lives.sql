-- model: score.order_lives
-- The life of every order that has been sent, in one row. Stages are numbered in the order of a life: 1 processing, 2 shipped,
-- 3 delivered, 4 returned, 5 cancelled; 0 is the placing. true_stage and true_3 are of updates that have been sent, at_n is the time that
-- can be known of one, landed_n when that was, seq_n the number that its source gave it. marks has three bits for each stage: its clock
-- was reset, its order id was written otherwise, its status was.
-- grain: an order
-- materialization: replace
with stages as (
    select
        order_id,
        max(case when not is_on_its_way then stage end) as true_stage,
        max(case when stage = 3 and not is_on_its_way then true_at end) as true_3,
        max(case when stage = 1 and absent_reason is null then status_at end) as at_1,
        max(case when stage = 2 and absent_reason is null then status_at end) as at_2,
        max(case when stage = 3 and absent_reason is null then status_at end) as at_3,
        max(case when stage = 4 and absent_reason is null then status_at end) as at_4,
        max(case when stage = 5 and absent_reason is null then status_at end) as at_5,
        max(case when stage = 1 and absent_reason is null then landed_at end) as landed_1,
        max(case when stage = 2 and absent_reason is null then landed_at end) as landed_2,
        max(case when stage = 3 and absent_reason is null then landed_at end) as landed_3,
        max(case when stage = 4 and absent_reason is null then landed_at end) as landed_4,
        max(case when stage = 5 and absent_reason is null then landed_at end) as landed_5,
        max(case when stage = 1 and absent_reason is null then source_seq end) as seq_1,
        max(case when stage = 2 and absent_reason is null then source_seq end) as seq_2,
        max(case when stage = 3 and absent_reason is null then source_seq end) as seq_3,
        max(case when stage = 4 and absent_reason is null then source_seq end) as seq_4,
        max(case when stage = 5 and absent_reason is null then source_seq end) as seq_5,
        bit_or(case when absent_reason is null then marks << (3 * stage) end) as marks
    from score.event_rows
    group by order_id
)

select
    orders.order_id,
    orders.order_key,
    orders.absent_reason is null as is_known,
    orders.ordered_at,
    orders.promised_at,
    orders.landed_at as landed_0,
    orders.source_seq as seq_0,
    orders.channel,
    orders.carrier,
    orders.region,
    orders.true_unit_price,
    orders.true_quantity,
    orders.unit_price,
    orders.quantity,
    orders.shipping_cost,
    stages.* exclude (order_id, marks),
    coalesce(stages.marks, 0) as marks
from score.order_rows as orders
left join stages on stages.order_id = orders.order_id
where not orders.is_on_its_way
