-- model: score.check_kpis
-- The figures that people ask for first: from everything that was sent, from what can be known of it, and as gold has them.
-- grain: a check
-- materialization: view
with lives as (
    select
        *,
        true_quantity * true_unit_price as true_amount,
        quantity * unit_price as amount,
        case coalesce(true_stage, 0)
            when 0 then 'Pending'
            when 1 then 'Processing'
            when 2 then 'Shipped'
            when 3 then 'Delivered'
            when 4 then 'Returned'
            else 'Cancelled'
        end as true_status
    from score.order_lives
    where not is_on_its_way
),

truth as (
    select
        count(*) as orders,
        sum(true_amount) as gmv_placed,
        sum(true_amount) filter (where true_stage is distinct from 5) as gmv_not_cancelled,
        sum(true_amount) filter (where true_3 is not null) as gmv_delivered,
        count(*) filter (where true_3 <= promised_at) as on_time,
        avg(epoch_us(true_3) - epoch_us(ordered_at)) / 86400000000.0 as lead_time
    from lives
),

known as (
    select
        count(*) as orders,
        sum(gross_amount) as gmv_placed,
        sum(gross_amount) filter (where not is_cancelled) as gmv_not_cancelled,
        sum(gross_amount) filter (where is_delivered) as gmv_delivered,
        count(*) filter (where is_on_time and not is_cancelled) as on_time,
        avg(lead_time_us) / 86400000000.0 as lead_time
    from score.expected_fct_orders
),

gmv as (
    select
        sum(orders_placed) as orders,
        sum(gmv_placed) as gmv_placed,
        sum(gmv_not_cancelled) as gmv_not_cancelled,
        sum(gmv_delivered) as gmv_delivered
    from gold.kpi_gmv
),

figures as (
    select 'orders placed' as name, 'gold.kpi_gmv' as layer, cast(truth.orders as double) as truth, cast(known.orders as double) as knowable,
        cast(gmv.orders as double) as found
    from truth, known, gmv
    union all
    select 'GMV placed', 'gold.kpi_gmv', truth.gmv_placed, known.gmv_placed, gmv.gmv_placed from truth, known, gmv
    union all
    select 'GMV without cancelled', 'gold.kpi_gmv', truth.gmv_not_cancelled, known.gmv_not_cancelled, gmv.gmv_not_cancelled
    from truth, known, gmv
    union all
    select 'GMV delivered', 'gold.kpi_gmv', truth.gmv_delivered, known.gmv_delivered, gmv.gmv_delivered from truth, known, gmv
    union all
    select 'orders on time', 'gold.kpi_sla', truth.on_time, known.on_time, (select sum(on_time) from gold.kpi_sla) from truth, known
    union all
    select 'lead time mean, days', 'gold.kpi_lead_time', truth.lead_time, known.lead_time,
        (select sum(lead_time_sum_us) / 86400000000.0 / sum(orders) from gold.kpi_lead_time where slice = 'all')
    from truth, known
),

statuses as (
    select
        coalesce(truth.status, known.status) as status,
        coalesce(truth.orders, 0) as truth,
        coalesce(known.orders, 0) as knowable
    from (select true_status as status, count(*) as orders from lives group by 1) as truth
    full join (select status, count(*) as orders from score.expected_fct_orders group by 1) as known on known.status = truth.status
)

select * from figures
union all
select 'orders ' || lower(statuses.status), 'gold.sales', statuses.truth, statuses.knowable, coalesce(found.orders, 0)
from statuses
left join (select status, count(*) as orders from gold.sales group by status) as found on found.status = statuses.status
