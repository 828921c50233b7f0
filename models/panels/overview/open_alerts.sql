-- panel: overview/open_alerts
-- What needs somebody now: alerts of trucks whose rule is still broken, stock that ran low and was not filled up, machines whose efficiency
-- surely falls. The 200 gravest and newest; of_area and of_severity say how many there are.
-- title: Open alerts
-- column: area = name, factory, stock or trucks
-- column: severity = name, critical, warning or info
-- column: rule = name, the rule that was broken
-- column: subject = name, the machine, the stock or the truck
-- column: since = UTC time, when it was raised
-- column: value = as in unit, the worst value since, or what is left
-- column: limit_value = as in unit, the limit that it broke
-- column: unit = text, of value and limit
-- column: alert_id = id, the alert
-- column: of_area = alerts, how many are open in this area
-- column: of_severity = alerts, how many are open in this area with this severity
select
    area,
    severity,
    rule,
    subject,
    since,
    value,
    limit_value,
    unit,
    alert_id,
    count(*) over (partition by area) as of_area,
    count(*) over (partition by area, severity) as of_severity
from gold.open_alerts
order by list_position(['critical', 'warning', 'info'], severity), since desc, alert_id
limit 200
