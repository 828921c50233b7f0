-- model: gold.kpi_status_flow
-- How many orders entered and left each status on each day, by event time and as it became known. The distribution adds these up.
-- grain: a basis (event or known), a day and a status
-- materialization: merge
-- key: basis, flow_date, status
-- by: flow_date
-- via: silver.order_status_events(effective_date, left_date, known_date, known_until_date)
-- order: basis, flow_date, status
-- check: unique(basis, flow_date, status)
with moves as (
    select 'event' as basis, effective_date as flow_date, status, 1 as entered, 0 as left_
    from silver.order_status_events
    union all
    select 'event', left_date, status, 0, 1
    from silver.order_status_events
    where left_date is not null
    union all
    select 'known', known_date, status, 1, 0
    from silver.order_status_events
    where known_date is not null
    union all
    select 'known', known_until_date, status, 0, 1
    from silver.order_status_events
    where known_until_date is not null
)

select
    basis,
    flow_date,
    status,
    cast(sum(entered) as bigint) as orders_entered,
    cast(sum(left_) as bigint) as orders_left
from moves
group by basis, flow_date, status
