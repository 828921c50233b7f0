-- part_of: gold.open_alerts
-- Trucks. Limits and values are in the unit of the rule's signal.
select
    'trucks' as area,
    alert_id,
    severity,
    rule,
    truck_id as subject,
    opened_at as since,
    cast(peak_value as decimal(18, 6)) as value,
    cast(limit_value as decimal(18, 6)) as limit_value,
    case
        when rule in ('too_warm', 'too_cold', 'excursion', 'freeze', 'breach_soon') then '°C'
        when rule in ('speeding', 'door_open_moving') then 'km/h'
        when rule = 'off_route' then 'm'
        when rule = 'fuel_theft' then '% of the tank'
    end as unit
from gold.fct_alert
where closed_at is null
