-- model: silver.applied_rules
-- The rules that hold for each truck with each of its loads: its own come before its cargo's, and those before everybody's.
-- grain: a rule for a truck with a load
-- materialization: view
with loads as (
    select distinct truck_id, coalesce(cargo, '') as load from silver.telemetry
),

ranked as (
    select
        loads.truck_id as of_truck,
        loads.load as of_load,
        rules.* exclude (truck_id, cargo),
        row_number() over (
            partition by loads.truck_id, loads.load, rules.rule
            order by rules.truck_id is null, rules.cargo is null
        ) as place
    from loads
    inner join silver.alert_rules as rules
        on coalesce(rules.truck_id, loads.truck_id) = loads.truck_id and coalesce(rules.cargo, loads.load) = loads.load
)

select
    * exclude (place),
    max(case when rule = 'too_warm' then limit_milli end) over (partition by of_truck, of_load) as warm_milli
from ranked
where place = 1
