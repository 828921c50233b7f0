-- model: score.order_lives
-- The life of every true order in one row: what order_rows says of it, and of each update that can be known when it happened, when it
-- landed and what number its source gave it. Stages are numbered in the order of a life: 1 processing, 2 shipped, 3 delivered,
-- 4 returned, 5 cancelled; 0 is the placing. true_stage and true_3 are of updates that have been sent, at_n is the time that can be
-- known of one, landed_n when that was, seq_n the number that its source gave it. marks has three bits for each stage: its clock was
-- reset, its order id was written otherwise, its status was. An order has a status once, so five joins find them without a group.
-- grain: an order
-- materialization: replace
select
    orders.*,
    orders.absent_reason is null as is_known,
    case
        when cancelled.sent_at is not null then 5
        when returned.sent_at is not null then 4
        when delivered.sent_at is not null then 3
        when shipped.sent_at is not null then 2
        when processing.sent_at is not null then 1
    end as true_stage,
    delivered.sent_at as true_3,
    processing.known_at as at_1,
    shipped.known_at as at_2,
    delivered.known_at as at_3,
    returned.known_at as at_4,
    cancelled.known_at as at_5,
    processing.landed_at as landed_1,
    shipped.landed_at as landed_2,
    delivered.landed_at as landed_3,
    returned.landed_at as landed_4,
    cancelled.landed_at as landed_5,
    processing.source_seq as seq_1,
    shipped.source_seq as seq_2,
    delivered.source_seq as seq_3,
    returned.source_seq as seq_4,
    cancelled.source_seq as seq_5,
    coalesce(processing.marks << 3, 0) | coalesce(shipped.marks << 6, 0) | coalesce(delivered.marks << 9, 0) | coalesce(returned.marks << 12, 0)
        | coalesce(cancelled.marks << 15, 0) as marks
from score.order_rows as orders
left join (from score.event_rows where stage = 1) as processing on processing.order_id = orders.order_id
left join (from score.event_rows where stage = 2) as shipped on shipped.order_id = orders.order_id
left join (from score.event_rows where stage = 3) as delivered on delivered.order_id = orders.order_id
left join (from score.event_rows where stage = 4) as returned on returned.order_id = orders.order_id
left join (from score.event_rows where stage = 5) as cancelled on cancelled.order_id = orders.order_id
