-- panel: factory/machines
-- Each machine on the last production day, and over the seven days that end with it. OEE is good units times the rated time of one, of planned
-- time; it is availability times performance times quality where every figure is known. Efficiency is the mean of the machine's own readings. State is
-- degrading when even the upper end of the slope of its daily efficiency falls and the line has lost at least 2.5 points, else normal.
-- title: Machines
-- column: machine = name, the machine
-- column: kind = name, what kind of machine it is
-- column: product = name, what it makes
-- column: state = name, normal or degrading
-- column: day = date, the last production day
-- column: units = units, made on that day
-- column: reject_rate = share, defective of made, seven days
-- column: oee = share, on that day
-- column: oee_week = share, over seven days
-- column: availability = share, running time of planned time, on that day
-- column: performance = share, made of what the rated speed makes in the running time, on that day
-- column: quality = share, good of made, on that day
-- column: efficiency = share, mean of the readings, on that day
-- column: rated_units_per_hour = units per hour, what it is built for
-- column: slope_per_day = share per day, trend of its efficiency
-- column: days = days, on which it ran
with ranked as (
    select *, row_number() over (partition by machine_id order by production_date desc) as days_ago
    from gold.kpi_oee
),

weeks as (
    select
        machine_id,
        sum(units_good * 3600.0 / cast(rated_units_per_hour as double)) / nullif(sum(planned_seconds), 0) as oee_week
    from ranked
    where days_ago <= 7 and rated_units_per_hour > 0
    group by machine_id
),

rejects as (
    select
        yields.machine_id,
        sum(yields.units_produced * cast(yields.defect_rate as double))
            / nullif(sum(yields.units_produced) filter (where yields.defect_rate is not null), 0) as reject_rate
    from gold.kpi_yield as yields
    inner join ranked
        on ranked.machine_id = yields.machine_id and ranked.production_date = yields.production_date and ranked.days_ago <= 7
    group by yields.machine_id
)

select
    ranked.machine_id as machine,
    machine_kind(ranked.machine_id) as kind,
    ranked.product_name as product,
    case when coalesce(trends.is_degrading, false) then 'degrading' else 'normal' end as state,
    ranked.production_date as day,
    ranked.units_produced as units,
    rejects.reject_rate,
    ranked.oee,
    weeks.oee_week,
    ranked.availability,
    ranked.performance,
    ranked.quality,
    cast(ranked.efficiency_percent as double) / 100 as efficiency,
    ranked.rated_units_per_hour,
    trends.slope_per_day,
    trends.days
from ranked
left join weeks on weeks.machine_id = ranked.machine_id
left join rejects on rejects.machine_id = ranked.machine_id
left join gold.kpi_degradation as trends on trends.machine_id = ranked.machine_id
where ranked.days_ago = 1
order by ranked.machine_id
