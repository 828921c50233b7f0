-- panel: commerce/funnel
-- How far visits went: unique sessions whose steps are logged, closed (a visit reached a step only if it reached every step before it).
-- title: From the visit to the order
-- parameter: from date optional
-- parameter: to date optional
-- parameter: channel text optional
-- column: step = name, visit, view, cart, checkout or order
-- column: sessions = sessions, that reached it
-- column: of_visits = share, of all visits
-- column: of_step_before = share, of the step before
with visits as (
    select
        sum(sessions) as visit,
        sum(sessions_view) as viewed,
        sum(sessions_cart) as cart,
        sum(sessions_checkout) as checkout,
        sum(sessions_order) as ordered
    from gold.kpi_funnel
    where started_date >= coalesce(cast($from as date), date '0001-01-01')
        and started_date <= coalesce(cast($to as date), date '9999-12-31')
        and coalesce(channel = cast($channel as varchar), true)
),

steps as (
    select 1 as place, 'visit' as step, visit as sessions, visit as visits, null as before from visits
    union all
    select 2, 'view', viewed, visit, visit from visits
    union all
    select 3, 'cart', cart, visit, viewed from visits
    union all
    select 4, 'checkout', checkout, visit, cart from visits
    union all
    select 5, 'order', ordered, visit, checkout from visits
)

select
    step,
    cast(sessions as bigint) as sessions,
    sessions / nullif(cast(visits as double), 0) as of_visits,
    sessions / nullif(cast(before as double), 0) as of_step_before
from steps
where sessions is not null
order by place
