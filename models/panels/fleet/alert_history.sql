-- panel: fleet/alert_history
-- Alerts of trucks, the 200 that were opened last. An alert that was open when its truck began something else ended with its trip.
-- title: Alert history
-- parameter: truck_id text optional
-- parameter: trip_id text optional
-- parameter: rule text optional
-- column: alert_id = id, the alert
-- column: rule = name, the rule that was broken
-- column: severity = name, critical or warning
-- column: truck = id, the truck
-- column: trip = id, the trip
-- column: cargo = name, what it carried
-- column: started = UTC time, first bad reading
-- column: opened = UTC time, when it was raised
-- column: closed = UTC time, when it ended; empty while it is open
-- column: closed_reason = name, cleared or trip_ended
-- column: minutes = minutes, from the first bad reading to the end
-- column: limit = in the unit of the rule, the limit
-- column: peak = in the unit of the rule, the worst value
-- column: breach_in_minutes = minutes, until the limit would be broken, when it was raised
select
    alert_id,
    rule,
    severity,
    truck_id as truck,
    trip_id as trip,
    cargo,
    started_at as started,
    opened_at as opened,
    closed_at as closed,
    closed_reason,
    minutes,
    limit_value as "limit",
    peak_value as peak,
    breach_in_s / 60.0 as breach_in_minutes
from gold.fct_alert
where coalesce(truck_id = cast($truck_id as varchar), true)
    and coalesce(trip_id = cast($trip_id as varchar), cast($trip_id as varchar) is null)
    and coalesce(rule = cast($rule as varchar), true)
order by opened_at desc, alert_id
limit 200
