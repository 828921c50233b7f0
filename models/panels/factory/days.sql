-- panel: factory/days
-- The days on which the plants made something.
-- title: Production days
-- column: day = date, the production day
-- column: machines = machines, that ran
-- column: batches = batches, made
-- column: units = units, made
select
    production_date as day,
    count(*) as machines,
    cast(sum(batches) as bigint) as batches,
    cast(sum(units_produced) as bigint) as units
from gold.kpi_oee
group by production_date
order by production_date
