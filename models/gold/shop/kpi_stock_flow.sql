-- model: gold.kpi_stock_flow
-- What came and went of a stock on a day, in units and at cost. Movements at midnight belong to what the day opens with. value_days
-- is each change times the part of the day that was left: with it the mean over time of a stock's value can be added up.
-- grain: a day, a warehouse and a product
-- materialization: merge
-- key: flow_date, warehouse_id, product_id
-- by: flow_date
-- via: gold.fct_inventory_movement(occurred_date)
-- order: flow_date, warehouse_id, product_id
-- references: gold.dim_warehouse(warehouse_id)
-- check: unique(flow_date, warehouse_id, product_id)
select
    occurred_date as flow_date,
    warehouse_id,
    product_id,
    cast(sum(on_hand_change) as bigint) as units_change,
    cast(sum(case when kind = 'receipt' then quantity else 0 end) as bigint) as units_received,
    cast(sum(case when kind = 'pick' then -quantity else 0 end) as bigint) as units_picked,
    cast(sum(case when kind = 'return' then quantity else 0 end) as bigint) as units_restocked,
    cast(sum(case when kind = 'adjustment' then quantity else 0 end) as bigint) as units_adjusted,
    cast(sum(case when occurred_at = cast(occurred_date as timestamp) then value_change else 0 end) as decimal(18, 2)) as value_at_midnight,
    cast(sum(value_change) as decimal(18, 2)) as value_change,
    cast(cast(sum(value_change * (86400000000 - (epoch_us(occurred_at) - epoch_us(cast(occurred_date as timestamp))))) as double)
        / 86400000000.0 as decimal(18, 4)) as value_days,
    cast(sum(cogs) as decimal(18, 2)) as cogs
from gold.fct_inventory_movement
group by occurred_date, warehouse_id, product_id
