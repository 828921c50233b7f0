-- panel: fleet/alerts
-- Alerts of trucks by the day on which they began and by rule: how many, how many are still open, and how long they lasted. The last 60 days.
-- title: Alerts by rule
-- column: day = date, on which they began
-- column: rule = name, the rule that was broken
-- column: severity = name, critical or warning
-- column: alerts = alerts, raised
-- column: open = alerts, of these that are still open
-- column: trucks = trucks, that had them
-- column: mean_minutes = minutes, from the first bad reading to the end
with last_day as (
    select max(started_date) as day
    from gold.fct_alert
)

select
    started_date as day,
    rule,
    severity,
    count(*) as alerts,
    count(*) filter (where closed_at is null) as open,
    count(distinct truck_id) as trucks,
    cast(avg(minutes) as double) as mean_minutes
from gold.fct_alert
where started_date > (select day from last_day) - 60
group by started_date, rule, severity
order by started_date, rule, severity
