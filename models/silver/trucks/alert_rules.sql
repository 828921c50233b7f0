-- model: silver.alert_rules
-- Rules for alerts with their limits as whole thousandths; blank is any truck, any cargo. Without a clear value all is well at the limit.
-- grain: a rule for some trucks or cargo
-- materialization: view
select
    rule,
    signal,
    cast(round(try_cast(limit_value as decimal(18, 6)) * 1000) as bigint) as limit_milli,
    cast(round(try_cast(coalesce(cell_text(clear_value), limit_value) as decimal(18, 6)) * 1000) as bigint) as clear_milli,
    cast(coalesce(cell_text(hold_s), '0') as bigint) * 1000000 as hold_us,
    coalesce(cell_text(severity), 'warning') as severity,
    cell_text(cargo) as cargo,
    cell_text(truck_id) as truck_id
from seed.alert_rules
