-- model: gold.kpi_status_distribution
-- Orders by the status that held at the end of each day (UTC). Basis event: the latest status with event time up to then, with all
-- that is known today. Basis known: the latest status as it was known then.
-- grain: a basis, a day and a status
-- materialization: replace
-- key: basis, as_of_date, status
-- order: basis, as_of_date, status
-- check: true(orders >= 0)
with days as (
    select basis, unnest(generate_series(cast(min(flow_date) as timestamp), cast(max(flow_date) as timestamp), interval 1 day))
        as as_of
    from gold.kpi_status_flow
    group by basis
),

statuses as (
    select distinct basis, status
    from gold.kpi_status_flow
),

standing as (
    select
        days.basis,
        cast(days.as_of as date) as as_of_date,
        statuses.status,
        cast(sum(coalesce(flow.orders_entered - flow.orders_left, 0)) over (
            partition by days.basis, statuses.status order by days.as_of
        ) as bigint) as orders
    from days
    inner join statuses on statuses.basis = days.basis
    left join gold.kpi_status_flow as flow
        on flow.basis = days.basis and flow.flow_date = cast(days.as_of as date) and flow.status = statuses.status
)

select
    basis,
    as_of_date,
    status,
    orders,
    cast(orders / nullif(cast(sum(orders) over (partition by basis, as_of_date) as double), 0) as decimal(9, 6)) as share
from standing
