-- check: gold.fct_alert_change
-- severity: warn
-- What was said live last of an alert that is over is what the readings say, once all of them have landed.
select
    said.alert_id,
    said.change as said,
    alerts.closed_at,
    said.closed_at as said_closed_at
from (
    from gold.fct_alert_change
    qualify row_number() over (partition by alert_id order by change_no desc) = 1
) as said
left join gold.fct_alert as alerts on alerts.alert_id = said.alert_id
where said.change <> 'withdrawn'
    and said.closed_reason = 'cleared'
    and (alerts.alert_id is null or alerts.closed_at is distinct from said.closed_at)
