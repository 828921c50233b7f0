-- model: gold.kpi_inventory_turnover
-- How often stock turned over in a month: FIFO cost of goods sold divided by the mean value of stock at cost, and how many days that
-- value lasts. Two variants of the mean: over time, which is right, and (open + close) / 2, which is what books often use. A month counts from
-- the first day on which anything ever moved to the last. Warehouse 0 is all of them together.
-- grain: a month and a warehouse
-- materialization: replace
-- key: month_date, warehouse_id
-- order: month_date, warehouse_id
-- check: not_null(month_date, warehouse_id)
-- check: unique(month_date, warehouse_id)
with flows as (
    select
        flow_date,
        warehouse_id,
        sum(value_at_midnight) as value_at_midnight,
        sum(value_change) as value_change,
        sum(value_days) as value_days,
        sum(cogs) as cogs
    from gold.kpi_stock_flow
    group by flow_date, warehouse_id
    union all
    select flow_date, 0, sum(value_at_midnight), sum(value_change), sum(value_days), sum(cogs)
    from gold.kpi_stock_flow
    group by flow_date
),

span as (
    select min(flow_date) as first_date, max(flow_date) as last_date
    from gold.kpi_stock_flow
),

months as (
    select
        cast(month_start as date) as month_date,
        greatest(cast(month_start as date), first_date) as from_date,
        least(cast(month_start + interval 1 month - interval 1 day as date), last_date) as to_date
    from (
        select
            unnest(generate_series(cast(date_trunc('month', first_date) as timestamp), cast(last_date as timestamp), interval 1 month))
                as month_start,
            first_date,
            last_date
        from span
    )
),

periods as (
    select
        months.*,
        cast(date_diff('day', from_date, to_date) + 1 as bigint) as days,
        warehouses.warehouse_id
    from months
    cross join (select distinct warehouse_id from flows) as warehouses
),

-- A change weighs the rest of its own day, then every day that is left of the period.
measured as (
    select
        periods.month_date,
        periods.warehouse_id,
        periods.days,
        sum(case when flow_date < from_date then value_change when flow_date = from_date then value_at_midnight else 0 end) as opening_value,
        sum(value_change) as closing_value,
        sum(case
            when flow_date < from_date then value_change * days
            else value_days + value_change * date_diff('day', flow_date, to_date)
        end) as value_days,
        sum(case when flow_date >= from_date then cogs else 0 end) as cogs
    from periods
    inner join flows on flows.warehouse_id = periods.warehouse_id and flows.flow_date <= periods.to_date
    group by periods.month_date, periods.warehouse_id, periods.days
),

averaged as (
    select
        month_date,
        warehouse_id,
        days,
        cast(opening_value as decimal(18, 2)) as opening_value,
        cast(closing_value as decimal(18, 2)) as closing_value,
        cast(cogs as decimal(18, 2)) as cogs,
        cast(value_days as double) / days as average_value,
        cast(opening_value + closing_value as double) / 2 as average_open_close
    from measured
)

select
    *,
    cast(cogs as double) / nullif(average_value, 0) as turnover,
    average_value / nullif(cast(cogs as double), 0) * days as days_of_stock,
    cast(cogs as double) / nullif(average_open_close, 0) as turnover_open_close,
    average_open_close / nullif(cast(cogs as double), 0) * days as days_of_stock_open_close
from averaged
