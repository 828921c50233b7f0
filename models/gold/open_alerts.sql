-- model: gold.open_alerts
-- What needs somebody now, from every part of the chain: alerts of trucks and of stock that are open, and machines that are degrading.
-- Each part of this model is one kind of world; this one is the factory.
-- grain: an open alert
-- materialization: replace
-- key: area, alert_id
-- order: area, since, alert_id
-- check: not_null(area, alert_id, severity, rule, subject)
-- check: unique(area, alert_id)
select
    'factory' as area,
    'degrading-' || machine_id as alert_id,
    'warning' as severity,
    'degrading' as rule,
    machine_id as subject,
    cast(first_date as timestamp) as since,
    cast(efficiency_lost as decimal(18, 6)) as value,
    cast(null as decimal(18, 6)) as limit_value,
    'share of efficiency lost' as unit
from gold.kpi_degradation
where is_degrading
