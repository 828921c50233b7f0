-- panel: overview/chain
-- What went through each stage of the chain on the last day of which anything is known, and on the day before: finished goods made, units
-- picked from stock, orders placed, trips driven, orders delivered. Share is how much of it was as it should be: good units of units made,
-- stocks above their safety stock, orders not cancelled, cargo time inside the limits, promises kept of due. Days are UTC days; the factory's
-- are its production days. The last day may be under way.
-- title: From the factory to the customer
-- column: stage = name, the stage: factory, stock, orders, trucks or customers
-- column: today = as in unit, what went through it on the last day
-- column: yesterday = as in unit, what went through it on the day before
-- column: unit = text, what is counted
-- column: share = share, how much of it was as it should be on the last day; empty where nobody knows
-- column: share_of = text, what the share says
-- column: day = date, the last day
with stages as (
    select *
    from (values
        (1, 'factory', 'units_finished', 'first_pass_yield', 'good units of units made'),
        (2, 'stock', 'units_picked', 'above_safety_stock', 'stocks above safety stock'),
        (3, 'orders', 'orders', 'not_cancelled', 'orders not cancelled'),
        (4, 'trucks', 'trips', 'inside_limits', 'cargo time inside the limits'),
        (5, 'customers', 'deliveries', 'on_time_of_due', 'due orders on time')
    ) as stages(place, stage, flow, quality, share_of)
),

last_day as (
    select max(kpi_date) as day
    from gold.kpi_daily
),

flows as (
    select
        area,
        kpi,
        any_value(unit) as unit,
        coalesce(sum(numerator) filter (where kpi_date = day), 0) as today,
        coalesce(sum(numerator) filter (where kpi_date = day - 1), 0) as yesterday
    from gold.kpi_daily
    cross join last_day
    group by area, kpi
),

shares as (
    select area, kpi, sum(numerator) / nullif(sum(denominator), 0) as share
    from gold.kpi_daily
    inner join last_day on kpi_date = day
    group by area, kpi
)

select
    stages.stage,
    flows.today,
    flows.yesterday,
    flows.unit,
    shares.share,
    stages.share_of,
    last_day.day
from stages
inner join flows on flows.area = stages.stage and flows.kpi = stages.flow
left join shares on shares.area = stages.stage and shares.kpi = stages.quality
cross join last_day
order by stages.place
