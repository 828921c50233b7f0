-- model: score.expected_fct_orders
-- The facts of every known order.
-- grain: an order
-- materialization: view
-- expects: gold.fct_orders
-- key: order_id
-- required: order_id, status, ordered_at, is_delivered
with stages as (
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

trusted as (
    select
        *,
        case when ok_1 >= ordered_at - clock_tolerance() then ok_1 end as processing_at,
        case when ok_2 >= ordered_at - clock_tolerance() then ok_2 end as shipped_at,
        case when ok_3 >= ordered_at - clock_tolerance() then ok_3 end as delivered_at,
        case when ok_4 >= ordered_at - clock_tolerance() then ok_4 end as returned_at,
        case when ok_5 >= ordered_at - clock_tolerance() then ok_5 end as cancelled_at,
        coalesce(ok_1 < ordered_at - clock_tolerance(), false)
            or coalesce(ok_2 < greatest(ordered_at, ok_1) - clock_tolerance(), false)
            or coalesce(ok_3 < greatest(ordered_at, ok_1, ok_2) - clock_tolerance(), false)
            or coalesce(ok_4 < greatest(ordered_at, ok_1, ok_2, ok_3) - clock_tolerance(), false)
            or coalesce(ok_5 < greatest(ordered_at, ok_1, ok_2, ok_3, ok_4) - clock_tolerance(), false) as runs_backwards,
        (at_2 is not null and at_1 is null) or (at_3 is not null and at_2 is null) or (at_4 is not null and at_3 is null)
            or (at_5 is not null and (at_2 is not null or at_3 is not null or at_4 is not null)) as jumps
    from stages
)

select
    order_id,
    order_key,
    case
        when at_5 is not null then 'Cancelled'
        when at_4 is not null then 'Returned'
        when at_3 is not null then 'Delivered'
        when at_2 is not null then 'Shipped'
        when at_1 is not null then 'Processing'
        else 'Pending'
    end as status,
    channel,
    carrier,
    region,
    ordered_at,
    processing_at,
    shipped_at,
    delivered_at,
    returned_at,
    cancelled_at,
    promised_at,
    cast(ordered_at as date) as ordered_date,
    cast(delivered_at as date) as delivered_date,
    cast(promised_at as date) as promised_date,
    quantity,
    unit_price,
    cast(unit_price * quantity as decimal(18, 2)) as gross_amount,
    shipping_cost,
    at_3 is not null as is_delivered,
    at_5 is not null as is_cancelled,
    marks & 37448 <> 0 or runs_backwards or jumps as is_flagged,
    epoch_us(delivered_at) - epoch_us(ordered_at) as lead_time_us,
    delivered_at <= promised_at as is_on_time,
    cast(delivered_at as date) <= cast(promised_at as date) as is_on_time_by_date
from trusted
