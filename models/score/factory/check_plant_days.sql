-- model: score.check_plant_days
-- Figures of factory days whose truth knows no rows, by day, machine and product. Machines and products are the same when only their
-- spelling differs. Generators mean different things by energy: what sensors add up to, or units times a rated consumption. The
-- variant of gold that is nearest over all days is compared, and named.
-- grain: a check
-- materialization: view
with true_figures as (
    select
        day,
        kind,
        name,
        case kind when 'machine' then machine_word(name) || '-' || machine_number(name) else singular_name(name) end as spelling,
        figure,
        amount
    from truth.plant_days
),

found_by_machine as (
    select production_date, machine_id as name, sum(batches) as batches, sum(units_produced) as units_produced,
        sum(units_defective) as units_defective
    from gold.kpi_yield
    group by all
),

found_by_product as (
    select production_date, product_name as name, sum(batches) as batches, sum(units_produced) as units_produced,
        sum(units_defective) as units_defective
    from gold.kpi_yield
    group by all
),

counted as (
    unpivot (
        select 'machine' as kind, * replace (cast(batches as double) as batches, cast(units_produced as double) as units_produced,
            cast(units_defective as double) as units_defective)
        from found_by_machine
        union all
        select 'product', * replace (cast(batches as double) as batches, cast(units_produced as double) as units_produced,
            cast(units_defective as double) as units_defective)
        from found_by_product
    )
    on batches, units_produced, units_defective
    into name figure value amount
),

energy as (
    unpivot gold.kpi_energy
    on energy_measured_kwh, energy_estimated_kwh, energy_standard_kwh
    into name variant value amount
),

meant as (
    select energy.variant
    from energy
    inner join true_figures as truth
        on truth.day = energy.production_date and truth.figure = 'energy_consumed_kwh'
        and truth.spelling = machine_word(energy.machine_id) || '-' || machine_number(energy.machine_id)
    group by energy.variant
    order by sum(abs(cast(energy.amount as double) - truth.amount)), energy.variant
    limit 1
),

found_figures as (
    select production_date as day, kind, name, figure, amount, 'gold.kpi_yield' as layer
    from counted
    union all
    select energy.production_date, 'machine', energy.machine_id, 'energy_consumed_kwh', cast(energy.amount as double),
        'gold.kpi_energy.' || energy.variant
    from energy
    semi join meant on meant.variant = energy.variant
),

spelled as (
    select
        *,
        case kind when 'machine' then machine_word(name) || '-' || machine_number(name) else singular_name(name) end as spelling
    from found_figures
),

-- Days without a truth are nobody's mistake; machines that the truth of a day does not know are.
days as (
    select distinct day
    from true_figures
)

select
    coalesce(found.day, truth.day) || ' ' || coalesce(truth.name, found.name) || ' ' || coalesce(found.figure, truth.figure) as name,
    coalesce(found.layer, case truth.figure when 'energy_consumed_kwh' then 'gold.kpi_energy' else 'gold.kpi_yield' end) as layer,
    coalesce(truth.amount, 0) as truth,
    coalesce(truth.amount, 0) as knowable,
    coalesce(found.amount, 0) as found
from true_figures as truth
full join (select spelled.* from spelled semi join days on days.day = spelled.day) as found
    on found.day = truth.day and found.kind = truth.kind and found.figure = truth.figure and found.spelling = truth.spelling
