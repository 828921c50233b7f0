-- model: score.check_fraud
-- How much of the fraud was flagged, and how much of what was flagged was fraud, beside the labels of the orders that were placed. At
-- least 90 of 100 each way; of honest orders at most 5 in 1,000 may be flagged. Patterns with fewer than 20 orders are not judged.
-- grain: a figure
-- materialization: replace
with orders as (
    select
        orders.order_id,
        orders.ordered_at,
        labels.pattern as true_pattern,
        flags.pattern,
        flags.flagged_at
    from silver.shop_orders as orders
    left join truth.fraud_labels as labels on labels.order_id = orders.order_id
    left join gold.fraud_flags as flags on flags.order_id = orders.order_id
),

overall as (
    select
        count(true_pattern) as labelled,
        count(pattern) as flagged,
        count(case when true_pattern is not null then pattern end) as found,
        count(case when true_pattern is null then 1 end) as honest,
        count(case when true_pattern is null and pattern is null then 1 end) as honest_unflagged
    from orders
),

by_pattern as (
    select
        true_pattern,
        count(*) as labelled,
        count(pattern) as found,
        count(case when flagged_at <= ordered_at + interval 1 hour then 1 end) as found_within_hour
    from orders
    where true_pattern is not null
    group by true_pattern
)

select 'fraud found, %' as name, 'gold.fraud_flags' as layer, 100.0 as truth, 100.0 as knowable, 100.0 * found / labelled as found,
    cast(10.0 as double) as allowed_pct
from overall
where labelled >= 20
union all
select 'flags that are right, %', 'gold.fraud_flags', 100.0, 100.0, 100.0 * found / flagged, 10.0
from overall
where labelled >= 20 and flagged > 0
union all
select 'honest orders not flagged', 'gold.fraud_flags', honest, honest, honest_unflagged, 0.5
from overall
union all
select true_pattern || ' found, %', 'gold.fraud_flags', 100.0, 100.0, 100.0 * found / labelled, 30.0
from by_pattern
where labelled >= 20
union all
select true_pattern || ' found within an hour, %', 'gold.fraud_flags', 100.0, 100.0, 100.0 * found_within_hour / found, 50.0
from by_pattern
where labelled >= 20 and found > 0
