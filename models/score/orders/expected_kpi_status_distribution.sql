-- model: score.expected_kpi_status_distribution
-- Orders by the status that held at the end of each day.
-- grain: a basis, a day and a status
-- materialization: view
-- expects: gold.kpi_status_distribution
-- key: basis, as_of_date, status
with spans as (
    select basis, min(flow_date) as first_date, max(flow_date) as last_date
    from score.expected_kpi_status_flow
    group by basis
),

days as (
    select basis, cast(unnest(generate_series(cast(first_date as timestamp), cast(last_date as timestamp), interval 1 day)) as date) as as_of_date
    from spans
),

statuses as (
    select distinct basis, status
    from score.expected_kpi_status_flow
),

standing as (
    select days.basis, days.as_of_date, statuses.status, coalesce(sum(flow.orders_entered - flow.orders_left), 0) as orders
    from days
    inner join statuses on statuses.basis = days.basis
    left join score.expected_kpi_status_flow as flow
        on flow.basis = days.basis and flow.status = statuses.status and flow.flow_date <= days.as_of_date
    group by days.basis, days.as_of_date, statuses.status
)

select
    basis,
    as_of_date,
    status,
    cast(orders as bigint) as orders,
    cast(cast(orders as bigint) / nullif(cast(sum(orders) over (partition by basis, as_of_date) as double), 0) as decimal(9, 6)) as share
from standing
