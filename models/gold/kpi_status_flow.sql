-- model: gold.kpi_status_flow
-- How many orders entered and left each status on each day, by event time and as it became known. The distribution adds these up.
-- grain: a basis (event or known), a day and a status
-- materialization: merge
-- key: basis, flow_date, status
-- by: flow_date
-- via: silver.order_status_events(effective_date, left_date, known_date, known_until_date)
-- order: basis, flow_date, status
-- check: unique(basis, flow_date, status)
-- Statuses that came and went on the same days are counted together first: there are far fewer of these than of orders.
with stays as (
    select effective_date, left_date, known_date, known_until_date, status, count(*) as orders
    from silver.order_status_events
    group by all
),

moves as (
    select 'event' as basis, effective_date as flow_date, status, orders as entered, 0 as left_
    from stays
    union all
    select 'event', left_date, status, 0, orders
    from stays
    union all
    select 'known', known_date, status, orders, 0
    from stays
    union all
    select 'known', known_until_date, status, 0, orders
    from stays
)

select
    basis,
    flow_date,
    status,
    cast(sum(entered) as bigint) as orders_entered,
    cast(sum(left_) as bigint) as orders_left
from moves
where flow_date is not null
group by basis, flow_date, status
