-- model: gold.kpi_daily
-- The figures of the overview by day, as sums that can still be added: over any days a figure is the sum of its numerators divided by the
-- sum of its denominators, or the sum of its numerators where it has no denominator. Areas are the stages of the chain: factory, stock,
-- orders, trucks, customers. Each part of this model is one kind of world; this one is orders, and no figure lies after the last known event.
-- grain: a day, an area and a figure
-- materialization: replace
-- key: kpi_date, area, kpi
-- order: kpi_date, area, kpi
-- check: not_null(kpi_date, area, kpi, numerator)
-- check: unique(kpi_date, area, kpi)
with last_event as (
    select max(as_of_date) as last_date
    from gold.kpi_status_distribution
    where basis = 'event'
),

placed as (
    select
        ordered_date as kpi_date,
        sum(orders_placed) as orders,
        sum(orders_not_cancelled) as kept,
        sum(gmv_placed) as gmv
    from gold.kpi_gmv
    group by ordered_date
),

delivered as (
    select delivered_date as kpi_date, sum(orders) as orders, sum(lead_time_sum_us) / 3600000000.0 as hours
    from gold.kpi_lead_time
    where slice = 'all'
    group by delivered_date
),

promised as (
    select promised_date as kpi_date, sum(on_time) as on_time, sum(orders_due - delivered_at_unknown) as due
    from gold.kpi_sla
    where promised_date <= (select last_date from last_event)
    group by promised_date
),

figures as (
    select kpi_date, 'orders' as area, 'orders' as kpi, 'orders' as unit, orders as numerator, null as denominator from placed
    union all
    select kpi_date, 'orders', 'gmv', 'money', gmv, null from placed
    union all
    select kpi_date, 'orders', 'aov', 'money per order', gmv, orders from placed
    union all
    select kpi_date, 'orders', 'not_cancelled', 'share', kept, orders from placed
    union all
    select kpi_date, 'customers', 'deliveries', 'orders', orders, null from delivered
    union all
    select kpi_date, 'customers', 'lead_time', 'hours', hours, orders from delivered
    union all
    select kpi_date, 'customers', 'on_time_of_due', 'share', on_time, due from promised
)

select
    kpi_date,
    area,
    kpi,
    unit,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator
from figures
