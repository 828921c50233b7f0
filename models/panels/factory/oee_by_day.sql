-- panel: factory/oee_by_day
-- Overall equipment effectiveness by machine and production day. Availability is running time of planned time, performance units made of units
-- that the rated speed makes in the running time, quality good units of units made; OEE is good units times the rated time of one, of planned time.
-- Performance above 1 says that the machine is rated too low.
-- title: OEE by day
-- column: day = date, the production day
-- column: machine = name, the machine
-- column: oee = share, good units times the rated time of one, of planned time
-- column: availability = share, running time of planned time
-- column: performance = share, made of what the rated speed makes
-- column: quality = share, good of made
-- column: units = units, made
select
    production_date as day,
    machine_id as machine,
    oee,
    availability,
    performance,
    quality,
    units_produced as units
from gold.kpi_oee
order by production_date, machine_id
