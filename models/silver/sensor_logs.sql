-- model: silver.sensor_logs
-- Readings of machines, each once: with a source sequence a reading is its machine and sequence, without one its machine and time.
-- A temperature that only makes sense in degrees Fahrenheit for this kind of machine is converted. Values that were measured stay as
-- they are and are flagged: impossible ones, runs that stand still, and runs that left the machine's range together.
-- grain: a reading
-- materialization: merge
-- key: production_date, machine_id, reading_at, source_seq
-- by: production_date
-- order: production_date, machine_id, reading_at, source_seq, _file, _line
-- check: not_null(machine_id, reading_at, production_date)
with machines as (
    select
        written.machine_id as written,
        coalesce(exact.name, kinds.name || '-' || two_digits(machine_number(written.machine_id))) as machine_id
    from (select distinct machine_id from bronze.sensor_logs) as written
    left join silver.known_names as exact
        on exact.kind = 'machine' and exact.spelling = singular_name(written.machine_id)
    left join silver.known_names as kinds
        on kinds.kind = 'machine_kind' and kinds.spelling = singular_name(machine_word(written.machine_id))
),

ranges as (
    select
        kind,
        cast(temperature_low_c as double) as low_c,
        cast(temperature_high_c as double) as high_c,
        cast(pressure_low_bar as double) as low_bar,
        cast(pressure_high_bar as double) as high_bar
    from seed.machine_kinds
),

cells as (
    select
        production_date,
        machines.machine_id,
        event_time("timestamp") as reading_at,
        try_cast(temperature as decimal(18, 3)) as written_temperature,
        try_cast(pressure as decimal(18, 3)) as pressure,
        try_cast(energy_kwh as decimal(18, 3)) as energy_kwh,
        try_cast(efficiency_percent as decimal(18, 3)) as efficiency_percent,
        cell_text(batch_id) as batch_id,
        whole_number(source_seq) as source_seq,
        coalesce(machines.machine_id <> rows.machine_id, false) as is_machine_repaired,
        is_far_from(event_time("timestamp"), drop_date) as is_time_impossible,
        case
            when machines.machine_id is null then 'unknown_machine'
            when event_time("timestamp") is null then 'unreadable_time'
            when try_cast(temperature as decimal(18, 3)) is null and cell_text(temperature) is not null
                then 'unreadable_temperature'
            when try_cast(pressure as decimal(18, 3)) is null and cell_text(pressure) is not null then 'unreadable_pressure'
            when try_cast(energy_kwh as decimal(18, 3)) is null and cell_text(energy_kwh) is not null then 'unreadable_energy'
            when try_cast(efficiency_percent as decimal(18, 3)) is null and cell_text(efficiency_percent) is not null
                then 'unreadable_efficiency'
        end as unreadable,
        drop_date,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.sensor_logs as rows
    left join machines on machines.written = rows.machine_id
),

contents as (
    select
        *,
        hash(reading_at, written_temperature, pressure, energy_kwh, efficiency_percent, batch_id) as content
    from cells
    where unreadable is null
),

-- Clocks that were reset to the same second do not make two readings one.
ranked as (
    select
        *,
        first_value(content) over (
            partition by production_date, machine_id, source_seq,
                case when source_seq is null then reading_at end,
                case when source_seq is null and is_time_impossible then content end
            order by _landed_at desc, _file desc, _line desc
        ) as latest_content,
        row_number() over (
            partition by production_date, machine_id, source_seq, content
            order by _landed_at, _file, _line
        ) as copy
    from contents
),

converted as (
    select
        ranked.* exclude (written_temperature),
        ranges.kind,
        low_c,
        high_c,
        low_bar,
        high_bar,
        (written_temperature < low_c - temperature_margin(low_c, high_c)
            or written_temperature > high_c + temperature_margin(low_c, high_c)) as is_out_of_range,
        case
            when written_temperature > high_c + temperature_margin(low_c, high_c)
                and to_celsius(written_temperature) between low_c * 0.97 and high_c * 1.03
                then cast(to_celsius(written_temperature) as decimal(18, 1))
        end as from_fahrenheit,
        written_temperature,
        coalesce(written_temperature not between -100 - high_c / 2 and 100 + high_c * 1.5, false) as is_impossible_temperature,
        coalesce(pressure < 0 or pressure > high_bar * 4, false) as is_pressure_outlier,
        coalesce(energy_kwh < 0 or energy_kwh > energy_limit_kwh(), false) as is_energy_outlier,
        coalesce(efficiency_percent < 0 or efficiency_percent > 200, false) as is_efficiency_outlier
    from ranked
    left join ranges on ranges.kind = machine_kind(machine_id)
    where copy = 1 and content = latest_content
),

measured as (
    select
        *,
        cast(coalesce(from_fahrenheit, written_temperature) as decimal(18, 3)) as temperature,
        case when written_temperature is not null then is_out_of_range and from_fahrenheit is null end as is_strange
    from converted
),

-- Readings without a value do not end a run of equal ones.
compared as (
    select
        *,
        temperature is distinct from lag(temperature ignore nulls) over life and temperature is not null as is_new_temperature,
        pressure is distinct from lag(pressure ignore nulls) over life and pressure is not null as is_new_pressure,
        coalesce(lag(is_strange ignore nulls) over life, false) or coalesce(lead(is_strange ignore nulls) over life, false)
            as is_near_strange
    from measured
    window life as (
        partition by production_date, machine_id, is_time_impossible
        order by reading_at, source_seq, _file, _line
    )
),

runs as (
    select
        *,
        count(*) filter (where is_new_temperature) over life as temperature_run,
        count(*) filter (where is_new_pressure) over life as pressure_run
    from compared
    window life as (
        partition by production_date, machine_id, is_time_impossible
        order by reading_at, source_seq, _file, _line
    )
),

-- Temperatures jump over their whole range; pressure moves by a few hundredths of a bar.
flagged as (
    select
        *,
        temperature is not null and count(temperature) over (
            partition by production_date, machine_id, is_time_impossible, temperature_run
        ) >= chance_run(10 * (high_c - low_c)) as is_temperature_stuck,
        pressure is not null and count(pressure) over (
            partition by production_date, machine_id, is_time_impossible, pressure_run
        ) >= chance_run(20 * (high_bar - low_bar)) as is_pressure_stuck,
        coalesce(is_strange and (is_impossible_temperature or not is_near_strange), false) as is_temperature_outlier,
        coalesce(is_strange and not is_impossible_temperature and is_near_strange, false) as is_temperature_drifting
    from runs
)

select
    machine_id,
    reading_at,
    production_date,
    temperature,
    pressure,
    energy_kwh,
    efficiency_percent,
    batch_id,
    source_seq,
    is_machine_repaired,
    from_fahrenheit is not null as is_temperature_unit_repaired,
    is_temperature_outlier,
    is_temperature_stuck,
    is_temperature_drifting,
    is_pressure_stuck,
    is_pressure_outlier,
    is_energy_outlier,
    is_efficiency_outlier,
    is_time_impossible,
    drop_date,
    landed_date,
    _landed_at,
    _file,
    _line,
    null::blob as _raw,
    null::varchar as _rule
from flagged

union all by name

select
    machine_id,
    reading_at,
    production_date,
    batch_id,
    source_seq,
    drop_date,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw,
    coalesce(unreadable, 'conflicting_duplicate') as _rule
from (
    select * exclude (content, latest_content, copy) from ranked where content <> latest_content
    union all by name
    select * from cells where unreadable is not null
)
