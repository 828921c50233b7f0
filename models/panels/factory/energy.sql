-- panel: factory/energy
-- Energy by production day and machine, while batches were made; idle energy is not measured. Measured adds up the readings that came, estimated
-- fills missing ones, standard is what the rated energy of a unit gives for the units made.
-- title: Energy
-- column: day = date, the production day
-- column: machine = name, the machine
-- column: energy_measured = kWh, the readings that came
-- column: energy_estimated = kWh, with missing readings filled in
-- column: energy_standard = kWh, the rated energy of the units made
-- column: per_good_unit = kWh per unit, estimated energy divided by good units
-- column: batches_estimated = batches, in which something was filled in
select
    production_date as day,
    machine_id as machine,
    energy_measured_kwh as energy_measured,
    energy_estimated_kwh as energy_estimated,
    energy_standard_kwh as energy_standard,
    kwh_per_good_unit as per_good_unit,
    batches_estimated
from gold.kpi_energy
order by production_date, machine_id
