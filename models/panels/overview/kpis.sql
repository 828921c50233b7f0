-- panel: overview/kpis
-- The figures of the last day beside the seven days before it. A figure with a share or a rate divides sums, it is no mean of rates; a
-- figure that counts is compared with the mean of those days. On time of due divides by all orders that were due and not cancelled, so an
-- order that is still under way counts as late. Targets and which way is better are rows of models/seeds/kpi_targets.csv.
-- title: Key figures of the last day
-- column: area = name, the stage of the chain
-- column: kpi = name, the figure as gold.kpi_daily calls it
-- column: name = text, the figure in words
-- column: definition = text, how exactly it is counted
-- column: value = as in unit, on the last day
-- column: unit = text, what the value is measured in; share is between 0 and 1
-- column: previous = as in unit, over the seven days before; empty on the first day
-- column: target = as in unit, what it should be; empty where nobody set one
-- column: better = text, higher or lower
-- column: is_met = yes or no, whether the value meets its target
-- column: day = date, the last day
with last_day as (
    select max(kpi_date) as day
    from gold.kpi_daily
),

periods as (
    select
        area,
        kpi,
        unit,
        day,
        sum(numerator) filter (where kpi_date = day) as top,
        sum(denominator) filter (where kpi_date = day) as bottom,
        sum(numerator) filter (where kpi_date < day) as top_before,
        sum(denominator) filter (where kpi_date < day) as bottom_before,
        count(*) filter (where kpi_date < day) as days_before,
        count(denominator) > 0 as is_ratio
    from gold.kpi_daily
    inner join last_day on kpi_date between day - 7 and day
    group by area, kpi, unit, day
),

figures as (
    select
        periods.*,
        case when is_ratio then top / nullif(bottom, 0) else top end as value,
        case when is_ratio then top_before / nullif(bottom_before, 0) else top_before / nullif(days_before, 0) end as previous
    from periods
),

targets as (
    select area, kpi, title, definition, better, try_cast(target as double) as target
    from seed.kpi_targets
)

select
    figures.area,
    figures.kpi,
    coalesce(targets.title, figures.kpi) as name,
    targets.definition,
    figures.value,
    figures.unit,
    figures.previous,
    targets.target,
    targets.better,
    case targets.better when 'lower' then figures.value <= targets.target else figures.value >= targets.target end as is_met,
    figures.day
from figures
left join targets on targets.area = figures.area and targets.kpi = figures.kpi
where figures.value is not null
order by list_position(['orders', 'customers', 'stock', 'factory', 'trucks'], figures.area), figures.kpi
