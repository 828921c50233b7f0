-- model: score.check_kpis
-- The figures of gold beside the same figures computed from truth. Knowable is what the written data allow.
-- grain: a check
-- materialization: view
with figures as (
    select
        basis,
        count(*) as orders,
        sum(gross_amount) as gmv_placed,
        sum(gross_amount) filter (where status <> 'Cancelled') as gmv_not_cancelled,
        sum(gross_amount) filter (where is_delivered) as gmv_delivered,
        count(*) filter (where is_delivered) as delivered,
        count(*) filter (where is_on_time and status <> 'Cancelled') as on_time,
        sum(lead_time_us) / 86400000000.0 / count(lead_time_us) as lead_time_mean_days,
        quantile_cont(lead_time_us / 86400000000.0, 0.5) as lead_time_median_days
    from score.order_facts
    group by basis
),

statuses as (
    select
        status,
        count(*) filter (where basis = 'truth') as truth,
        count(*) filter (where basis = 'knowable') as knowable
    from score.order_facts
    group by status
),

found_statuses as (
    select status, count(*) as found
    from gold.sales
    group by status
),

last_day as (
    select status, orders
    from gold.kpi_status_distribution
    where basis = 'event'
    qualify as_of_date = max(as_of_date) over ()
),

gmv as (
    select
        sum(orders_placed) as orders,
        sum(gmv_placed) as gmv_placed,
        sum(gmv_not_cancelled) as gmv_not_cancelled,
        sum(gmv_delivered) as gmv_delivered
    from gold.kpi_gmv
),

lead_time as (
    select sum(orders) as orders, sum(lead_time_sum_us) / 86400000000.0 / sum(orders) as mean_days
    from gold.kpi_lead_time
    where slice = 'all'
),

median as (
    select quantile_cont(lead_time_us / 86400000000.0, 0.5) as median_days
    from gold.fct_orders
),

sla as (
    select sum(on_time) as on_time, sum(delivered) as delivered
    from gold.kpi_sla
),

found as (
    select 'orders placed' as name, 'gold.kpi_gmv' as layer, 'orders' as figure, cast(orders as double) as found from gmv
    union all
    select 'GMV placed', 'gold.kpi_gmv', 'gmv_placed', gmv_placed from gmv
    union all
    select 'GMV without cancelled', 'gold.kpi_gmv', 'gmv_not_cancelled', gmv_not_cancelled from gmv
    union all
    select 'GMV delivered', 'gold.kpi_gmv', 'gmv_delivered', gmv_delivered from gmv
    union all
    select 'orders on time', 'gold.kpi_sla', 'on_time', on_time from sla
    union all
    select 'lead time mean, days', 'gold.kpi_lead_time', 'lead_time_mean_days', mean_days from lead_time
    union all
    select 'lead time median, days', 'gold.fct_orders', 'lead_time_median_days', median_days from median
),

expected as (
    unpivot (
        select basis, * exclude (basis) replace (
            cast(orders as double) as orders, cast(gmv_placed as double) as gmv_placed,
            cast(gmv_not_cancelled as double) as gmv_not_cancelled, cast(gmv_delivered as double) as gmv_delivered,
            cast(delivered as double) as delivered, cast(on_time as double) as on_time,
            cast(lead_time_mean_days as double) as lead_time_mean_days,
            cast(lead_time_median_days as double) as lead_time_median_days)
        from figures
    )
    on columns(* exclude (basis))
    into name figure value amount
)

select
    found.name,
    found.layer,
    max(expected.amount) filter (where expected.basis = 'truth') as truth,
    max(expected.amount) filter (where expected.basis = 'knowable') as knowable,
    any_value(found.found) as found
from found
inner join expected on expected.figure = found.figure
group by found.name, found.layer
union all
select 'orders ' || lower(statuses.status), 'gold.sales', truth, knowable, coalesce(found, 0)
from statuses
left join found_statuses on found_statuses.status = statuses.status
union all
select 'orders ' || lower(statuses.status) || ' at the end', 'gold.kpi_status_distribution', truth, knowable, coalesce(orders, 0)
from statuses
left join last_day on last_day.status = statuses.status
