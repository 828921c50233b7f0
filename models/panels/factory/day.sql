-- panel: factory/day
-- One production day to play back, in steps of a quarter of an hour: whether a batch of the machine was running in the middle of the step, the last
-- temperature that was read in the step, and the units that were made by its end (a batch's units are spread evenly over its time). Steps lie
-- between the plant's opening and closing hours; times are UTC, plant time beside them.
-- title: A day in the plant
-- parameter: day date
-- column: machine = name, the machine
-- column: at = UTC time, the beginning of the step
-- column: plant_time = text, the same by the plant's clock
-- column: status = name, running or idle
-- column: batch = id, the batch that was running
-- column: product = name, what it makes
-- column: temperature = °C, last read in the step
-- column: efficiency = share, last read in the step
-- column: units = units, made by the end of the step
with batches as (
    select batch_id, machine_id, product_name, started_at, ended_at, units_produced, run_seconds
    from gold.fct_production_batch
    where production_date = cast($day as date) and run_seconds > 0
),

readings as (
    select
        machine_id,
        time_bucket(interval 15 minute, reading_at) as step_at,
        arg_max(temperature, reading_at) as temperature,
        arg_max(efficiency_percent, reading_at) as efficiency_percent
    from gold.fct_sensor_reading
    where production_date = cast($day as date) and not is_time_impossible
    group by all
),

steps as (
    select machine_id, unnest(generate_series(
        plant_to_utc(cast(cast($day as date) as timestamp) + plant_opens()),
        plant_to_utc(cast(cast($day as date) as timestamp) + plant_closes() - interval 15 minute),
        interval 15 minute
    )) as step_at
    from (select distinct machine_id from batches)
),

played as (
    select
        steps.machine_id,
        steps.step_at,
        max_by(batches.batch_id, batches.started_at) filter (
            where steps.step_at + interval 450 second between batches.started_at and batches.ended_at) as batch_id,
        any_value(batches.product_name) as product_name,
        sum(batches.units_produced
            * least(1.0, (epoch(steps.step_at) + 900 - epoch(batches.started_at)) / batches.run_seconds)) filter (
            where batches.started_at < steps.step_at + interval 15 minute) as units
    from steps
    left join batches on batches.machine_id = steps.machine_id
    group by steps.machine_id, steps.step_at
)

select
    played.machine_id as machine,
    played.step_at as at,
    strftime(utc_to_plant(played.step_at), '%H:%M') as plant_time,
    case when played.batch_id is null then 'idle' else 'running' end as status,
    played.batch_id as batch,
    played.product_name as product,
    readings.temperature,
    cast(readings.efficiency_percent as double) / 100 as efficiency,
    cast(coalesce(floor(played.units), 0) as bigint) as units
from played
left join readings on readings.machine_id = played.machine_id and readings.step_at = played.step_at
order by played.step_at, played.machine_id
