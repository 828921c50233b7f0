-- panel: factory/efficiency
-- The efficiency of each machine by production day (the mean of its readings, else performance), and the straight line through its days (least
-- squares). A machine is degrading when even the upper end of the slope, one-sided 99 %, falls and the line has lost at least 2.5 points.
-- title: Efficiency and its trend
-- column: machine = name, the machine
-- column: day = date, the production day
-- column: efficiency = share, of that day
-- column: trend = share, the line on that day
-- column: slope_per_day = share per day, of the line
-- column: slope_low = share per day, lower end of its confidence
-- column: slope_high = share per day, upper end of its confidence
-- column: is_degrading = yes or no, the machine's efficiency surely falls
select
    daily.machine_id as machine,
    daily.production_date as day,
    cast(coalesce(daily.efficiency_percent / 100, daily.performance) as double) as efficiency,
    cast(trends.efficiency_at_start + trends.slope_per_day * date_diff('day', trends.first_date, daily.production_date) as double) as trend,
    trends.slope_per_day,
    trends.slope_low,
    trends.slope_high,
    coalesce(trends.is_degrading, false) as is_degrading
from gold.kpi_oee as daily
left join gold.kpi_degradation as trends on trends.machine_id = daily.machine_id
where coalesce(daily.efficiency_percent, daily.performance) is not null
order by daily.machine_id, daily.production_date
