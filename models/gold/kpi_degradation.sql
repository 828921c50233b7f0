-- model: gold.kpi_degradation
-- How the efficiency of each machine changes: a straight line through its daily efficiency (the sensors' mean, else performance),
-- least squares, with the one-sided 99 % confidence of its slope. Scatter is taken from the line and from what days are known to
-- scatter by, as if five days had shown it: few days that happen to lie on a line prove little. A machine is degrading when even the
-- upper end of its slope falls and the line has lost at least two and a half points.
-- grain: a machine
-- materialization: merge
-- key: machine_id
-- by: machine_id
-- order: machine_id
-- check: unique(machine_id)
with daily as (
    select
        machine_id,
        production_date,
        cast(round(coalesce(efficiency_percent / 100, performance) * 1000000) as bigint) as ppm
    from gold.kpi_oee
    where coalesce(efficiency_percent, performance) is not null
),

placed as (
    select
        *,
        date_diff('day', min(production_date) over (partition by machine_id), production_date) as day
    from daily
),

-- Whole numbers, so that the order of addition changes nothing.
sums as (
    select
        machine_id,
        min(production_date) as first_date,
        max(production_date) as last_date,
        max(day) as span_days,
        count(*) as days,
        sum(day) as sum_x,
        sum(ppm) as sum_y,
        count(*) * sum(day * day) - sum(day) * sum(day) as sxx,
        count(*) * sum(day * ppm) - sum(day) * sum(ppm) as sxy,
        count(*) * sum(ppm * ppm) - sum(ppm) * sum(ppm) as syy
    from placed
    group by machine_id
),

lines as (
    select
        *,
        cast(sxy as double) / cast(sxx as double) as slope,
        cast(sum_y as double) / days - cast(sxy as double) / cast(sxx as double) * cast(sum_x as double) / days as start_ppm,
        greatest(cast(syy as double) - cast(sxy as double) * cast(sxy as double) / cast(sxx as double), 0) / days as squares,
        days - 2 + known_scatter_days() as freedom
    from sums
    where sxx > 0
),

judged as (
    select
        *,
        sqrt((squares + known_scatter_days() * known_scatter_ppm() * known_scatter_ppm()) / freedom / (cast(sxx as double) / days))
            * student_t_99(freedom) as confidence
    from lines
)

select
    sums.machine_id,
    sums.first_date,
    sums.last_date,
    sums.days,
    cast(judged.start_ppm / 1000000 as decimal(9, 6)) as efficiency_at_start,
    cast(judged.slope / 1000000 as decimal(9, 6)) as slope_per_day,
    cast((judged.slope - judged.confidence) / 1000000 as decimal(9, 6)) as slope_low,
    cast((judged.slope + judged.confidence) / 1000000 as decimal(9, 6)) as slope_high,
    cast(-judged.slope * sums.span_days / 1000000 as decimal(9, 6)) as efficiency_lost,
    coalesce(judged.slope + judged.confidence < 0 and -judged.slope * sums.span_days >= 25000, false) as is_degrading
from sums
left join judged using (machine_id)
