-- model: score.check_plant
-- The figures of the factories: from everything that was sent, from what can be known of it, and as gold has them. Energy that was
-- not measured, or measured wrong, cannot be known; the estimate may be five per cent off, or as much as was not measured. Which
-- machines lose efficiency is judged by the true readings: more than half a per cent a day, and two and a half in all.
-- grain: a check
-- materialization: view
with sent as (
    select batches.*
    from truth.production_batches as batches
    semi join (from score.plant_arrivals where feed = 'production_batches' and not is_on_its_way) as arrivals
        on arrivals.entity_key = batches.batch_id
),

truth as (
    select machine_id, count(*) as batches, sum(units_produced) as units_produced, sum(units_defective) as units_defective
    from sent
    group by machine_id
),

known as (
    select machine_id, count(*) as batches, sum(units_produced) as units_produced, sum(units_defective) as units_defective
    from score.known_batches
    group by machine_id
),

found as (
    select machine_id, sum(batches) as batches, sum(units_produced) as units_produced, sum(units_defective) as units_defective
    from gold.kpi_yield
    group by machine_id
),

made as (
    select truth.machine_id, unnest(['batches', 'units produced', 'units defective']) as figure,
        unnest([truth.batches, truth.units_produced, truth.units_defective]) as truth,
        unnest([known.batches, known.units_produced, known.units_defective]) as knowable,
        unnest([found.batches, found.units_produced, found.units_defective]) as found
    from truth
    left join known using (machine_id)
    left join found using (machine_id)
),

-- Energy of what was made, whether the readings came or not.
true_energy as (
    select readings.machine_id, sum(readings.energy_kwh) as kwh
    from truth.sensor_logs as readings
    semi join sent on sent.batch_id = readings.batch_id
    group by readings.machine_id
),

-- What an estimate can aim at: all energy of known batches, and of others what was measured.
estimable_energy as (
    select machine_id, sum(kwh) as kwh
    from (
        select readings.machine_id, readings.energy_kwh as kwh
        from truth.sensor_logs as readings
        semi join score.known_batches as batches on batches.batch_id = readings.batch_id
        union all
        select readings.machine_id, readings.energy_kwh
        from (from score.known_readings where not is_energy_outlier) as readings
        anti join score.known_batches as batches on batches.batch_id = readings.batch_id
    )
    group by machine_id
),

known_energy as (
    select machine_id, sum(case when not is_energy_outlier then energy_kwh end) as kwh
    from score.known_readings
    group by machine_id
),

found_energy as (
    select machine_id, sum(energy_measured_kwh) as measured, sum(energy_estimated_kwh) as estimated
    from gold.kpi_energy
    group by machine_id
),

true_days as (
    select machine_id, production_date, avg(efficiency_percent) / 100 as efficiency
    from truth.sensor_logs
    group by machine_id, production_date
),

true_slopes as (
    select
        machine_id,
        regr_slope(efficiency, epoch(production_date) / 86400) as slope,
        date_diff('day', min(production_date), max(production_date)) as days
    from true_days
    group by machine_id
),

degrading as (
    select
        true_slopes.machine_id,
        coalesce(slope < -0.005 and -slope * true_slopes.days >= 0.025, false) as truth,
        coalesce(found.is_degrading, false) as found
    from true_slopes
    left join gold.kpi_degradation as found using (machine_id)
)

select machine_id || ' ' || figure as name, 'gold.kpi_yield' as layer, cast(truth as double) as truth, cast(knowable as double) as knowable,
    cast(found as double) as found, cast(null as double) as allowed_pct
from made
union all
select machine_id || ' energy measured, kWh', 'gold.kpi_energy', true_energy.kwh, known_energy.kwh, found_energy.measured, null
from true_energy
left join known_energy using (machine_id)
left join found_energy using (machine_id)
union all
select machine_id || ' energy estimated, kWh', 'gold.kpi_energy', estimable_energy.kwh, estimable_energy.kwh, found_energy.estimated,
    greatest(5, 100 * (estimable_energy.kwh - coalesce(known_energy.kwh, 0)) / nullif(estimable_energy.kwh, 0))
from estimable_energy
left join known_energy using (machine_id)
left join found_energy using (machine_id)
union all
select 'machines that lose efficiency', 'gold.kpi_degradation', count(*) filter (where truth), count(*) filter (where truth),
    count(*) filter (where found), null
from degrading
union all
select 'machines wrongly said to lose efficiency', 'gold.kpi_degradation', 0, 0, count(*) filter (where found and not truth), null
from degrading
