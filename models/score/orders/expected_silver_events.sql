-- model: score.expected_silver_events
-- The updates that can be known and the placing of every known order, with what follows from them together: which time can be
-- trusted, when a status held, when it was known, and what does not fit. ok_n is the time of a stage whose clock was not reset,
-- effective_n the latest time that stages 0 to n vouch for. Reading the lives six times costs less than storing what is computed of
-- them, and what a reader does not ask for is then not computed.
-- grain: an order and a status
-- materialization: view
-- expects: silver.order_status_events
-- key: order_id, status
-- required: order_id, status, status_at
with known as not materialized (
    select
        *,
        case when marks & 8 = 0 then at_1 end as ok_1,
        case when marks & 64 = 0 then at_2 end as ok_2,
        case when marks & 512 = 0 then at_3 end as ok_3,
        case when marks & 4096 = 0 then at_4 end as ok_4,
        case when marks & 32768 = 0 then at_5 end as ok_5
    from score.order_lives
    where is_known
),

vouched as not materialized (
    select
        *,
        ordered_at as effective_0,
        greatest(ordered_at, ok_1) as effective_1,
        greatest(ordered_at, ok_1, ok_2) as effective_2,
        greatest(ordered_at, ok_1, ok_2, ok_3) as effective_3,
        greatest(ordered_at, ok_1, ok_2, ok_3, ok_4) as effective_4,
        greatest(ordered_at, ok_1, ok_2, ok_3, ok_4, ok_5) as effective_5
    from known
),

looked_ahead as not materialized (
    select
        *,
        coalesce(at_1, at_2, at_3, at_4, at_5) as next_0,
        coalesce(at_2, at_3, at_4, at_5) as next_1,
        coalesce(at_3, at_4, at_5) as next_2,
        coalesce(at_4, at_5) as next_3,
        at_5 as next_4,
        case
            when at_1 is not null then ok_1
            when at_2 is not null then ok_2
            when at_3 is not null then ok_3
            when at_4 is not null then ok_4
            when at_5 is not null then ok_5
        end as next_ok_0,
        case
            when at_2 is not null then ok_2
            when at_3 is not null then ok_3
            when at_4 is not null then ok_4
            when at_5 is not null then ok_5
        end as next_ok_1,
        case
            when at_3 is not null then ok_3
            when at_4 is not null then ok_4
            when at_5 is not null then ok_5
        end as next_ok_2,
        case
            when at_4 is not null then ok_4
            when at_5 is not null then ok_5
        end as next_ok_3,
        ok_5 as next_ok_4,
        least(landed_1, landed_2, landed_3, landed_4, landed_5) as next_landed_0,
        least(landed_2, landed_3, landed_4, landed_5) as next_landed_1,
        least(landed_3, landed_4, landed_5) as next_landed_2,
        least(landed_4, landed_5) as next_landed_3,
        landed_5 as next_landed_4
    from vouched
),

stages as (
    select
        order_id,
        order_key,
        1 as place,
        'Pending' as status,
        ordered_at as status_at,
        ordered_at as trusted_at,
        effective_0 as effective_at,
        case when next_0 is not null then greatest(next_ok_0, effective_0) end as left_at,
        case when next_landed_0 is null or next_landed_0 > landed_at then landed_at end as known_from,
        case when next_landed_0 > landed_at then next_landed_0 end as known_until,
        'sales' as source,
        source_seq,
        landed_at,
        false as is_id_repaired,
        false as is_status_repaired,
        false as is_time_impossible,
        false as is_time_backwards,
        false as is_jump
    from looked_ahead
    union all
    select
        order_id,
        order_key,
        2,
        'Processing',
        at_1,
        case when ok_1 >= ordered_at - clock_tolerance() then ok_1 end,
        effective_1,
        case when next_1 is not null then greatest(next_ok_1, effective_1) end,
        case when next_landed_1 is null or next_landed_1 > landed_1 then landed_1 end,
        case when next_landed_1 > landed_1 then next_landed_1 end,
        'logistics',
        seq_1,
        landed_1,
        marks & 16 <> 0,
        marks & 32 <> 0,
        marks & 8 <> 0,
        coalesce(ok_1 < effective_0 - clock_tolerance(), false),
        false
    from looked_ahead
    where at_1 is not null
    union all
    select
        order_id,
        order_key,
        2 + cast(at_1 is not null as integer),
        'Shipped',
        at_2,
        case when ok_2 >= ordered_at - clock_tolerance() then ok_2 end,
        effective_2,
        case when next_2 is not null then greatest(next_ok_2, effective_2) end,
        case when next_landed_2 is null or next_landed_2 > landed_2 then landed_2 end,
        case when next_landed_2 > landed_2 then next_landed_2 end,
        'logistics',
        seq_2,
        landed_2,
        marks & 128 <> 0,
        marks & 256 <> 0,
        marks & 64 <> 0,
        coalesce(ok_2 < effective_1 - clock_tolerance(), false),
        at_1 is null
    from looked_ahead
    where at_2 is not null
    union all
    select
        order_id,
        order_key,
        2 + cast(at_1 is not null as integer) + cast(at_2 is not null as integer),
        'Delivered',
        at_3,
        case when ok_3 >= ordered_at - clock_tolerance() then ok_3 end,
        effective_3,
        case when next_3 is not null then greatest(next_ok_3, effective_3) end,
        case when next_landed_3 is null or next_landed_3 > landed_3 then landed_3 end,
        case when next_landed_3 > landed_3 then next_landed_3 end,
        'logistics',
        seq_3,
        landed_3,
        marks & 1024 <> 0,
        marks & 2048 <> 0,
        marks & 512 <> 0,
        coalesce(ok_3 < effective_2 - clock_tolerance(), false),
        at_2 is null
    from looked_ahead
    where at_3 is not null
    union all
    select
        order_id,
        order_key,
        2 + cast(at_1 is not null as integer) + cast(at_2 is not null as integer) + cast(at_3 is not null as integer),
        'Returned',
        at_4,
        case when ok_4 >= ordered_at - clock_tolerance() then ok_4 end,
        effective_4,
        case when next_4 is not null then greatest(next_ok_4, effective_4) end,
        case when next_landed_4 is null or next_landed_4 > landed_4 then landed_4 end,
        case when next_landed_4 > landed_4 then next_landed_4 end,
        'logistics',
        seq_4,
        landed_4,
        marks & 8192 <> 0,
        marks & 16384 <> 0,
        marks & 4096 <> 0,
        coalesce(ok_4 < effective_3 - clock_tolerance(), false),
        at_3 is null
    from looked_ahead
    where at_4 is not null
    union all
    select
        order_id,
        order_key,
        2 + cast(at_1 is not null as integer) + cast(at_2 is not null as integer) + cast(at_3 is not null as integer) + cast(at_4 is not null as integer),
        'Cancelled',
        at_5,
        case when ok_5 >= ordered_at - clock_tolerance() then ok_5 end,
        effective_5,
        null,
        landed_5,
        null,
        'logistics',
        seq_5,
        landed_5,
        marks & 65536 <> 0,
        marks & 131072 <> 0,
        marks & 32768 <> 0,
        coalesce(ok_5 < effective_4 - clock_tolerance(), false),
        at_2 is not null or at_3 is not null or at_4 is not null
    from looked_ahead
    where at_5 is not null
)

select
    order_id,
    order_key,
    cast(place as bigint) as place,
    status,
    status_at,
    trusted_at,
    effective_at,
    left_at,
    known_from,
    known_until,
    cast(effective_at as date) as effective_date,
    cast(left_at as date) as left_date,
    cast(known_from as date) as known_date,
    cast(known_until as date) as known_until_date,
    source,
    source_seq,
    is_id_repaired,
    is_status_repaired,
    is_time_impossible,
    is_time_backwards,
    is_jump,
    cast(landed_at as date) as landed_date,
    landed_at as _landed_at
from stages
