-- model: bronze.alert_log
-- What the speed layer said about alerts, in the order in which it said it.
-- grain: a change of an alert
-- materialization: append
select
    *,
    cast(_landed_at as date) as landed_date
from landing.alert_log
