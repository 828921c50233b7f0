-- model: gold.kpi_fraud
-- Flagged orders by day and pattern, their value beside all orders of the day, and how long it took until they were flagged.
-- grain: an order day and a pattern
-- materialization: merge
-- key: ordered_date, pattern
-- by: ordered_date
-- order: ordered_date, pattern
-- check: not_null(ordered_date, pattern)
-- check: unique(ordered_date, pattern)
with days as (
    select ordered_date, count(*) as orders
    from gold.fct_order
    group by ordered_date
),

flags as (
    select
        ordered_date,
        pattern,
        count(*) as flagged,
        count(distinct customer_id) as accounts,
        cast(sum(amount) as decimal(18, 2)) as amount,
        cast(sum(epoch_us(flagged_at) - epoch_us(ordered_at)) as double) / count(*) / 1000000.0 as mean_seconds_to_flag
    from gold.fraud_flags
    group by ordered_date, pattern
)

select
    flags.*,
    days.orders,
    cast(flags.flagged as double) / days.orders as flagged_share
from flags
inner join days on days.ordered_date = flags.ordered_date
