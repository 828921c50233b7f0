-- model: gold.dim_machine
-- Machines and what is known of them over time: a new version begins on the day on which something changed, for example when a
-- machine fell into another class of efficiency. Classes: A from 90 %, B from 80 %, C from 65 %, D below.
-- grain: a machine and a period
-- materialization: scd2
-- key: machine_id
-- valid_from: production_date
-- order: machine_id, valid_from
-- check: not_null(machine_id, valid_from)
-- check: unique(machine_id, valid_from)
select
    machine_id,
    production_date,
    machine_kind(machine_id) as kind,
    machine_index(machine_id) as number,
    factory_id,
    product_name,
    rated_units_per_hour,
    efficiency_class(coalesce(efficiency_percent / 100, performance)) as efficiency_class
from gold.kpi_oee
