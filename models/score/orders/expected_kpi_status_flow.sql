-- model: score.expected_kpi_status_flow
-- Orders that entered and left each status on each day.
-- grain: a basis, a day and a status
-- materialization: replace
-- expects: gold.kpi_status_flow
-- key: basis, flow_date, status
with moves as (
    select 'event' as basis, effective_date as flow_date, status, updates as entered, 0 as gone from score.order_flow
    union all
    select 'event', left_date, status, 0, updates from score.order_flow
    union all
    select 'known', known_date, status, updates, 0 from score.order_flow
    union all
    select 'known', known_until_date, status, 0, updates from score.order_flow
)

select
    basis,
    flow_date,
    status,
    cast(sum(entered) as bigint) as orders_entered,
    cast(sum(gone) as bigint) as orders_left
from moves
where flow_date is not null
group by basis, flow_date, status
