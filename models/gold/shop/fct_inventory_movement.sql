-- model: gold.fct_inventory_movement
-- One row per movement of stock, with what it does to the units in the house, to the units promised to orders, and to the value of
-- stock at cost. The order of a movement is that of its order_item_id in gold.fct_order_line.
-- grain: a movement
-- materialization: merge
-- key: movement_id
-- by: movement_id
-- order: movement_id
-- references: gold.fct_order_line(order_item_id)
-- references: gold.dim_warehouse(warehouse_id)
-- check: not_null(movement_id, occurred_at)
-- check: unique(movement_id)
select
    movement_id,
    layer_id,
    warehouse_id,
    product_id,
    kind,
    quantity,
    unit_cost,
    order_item_id,
    return_item_id,
    purchase_order_id,
    occurred_at,
    cast(occurred_at as date) as occurred_date,
    case when kind = 'reservation' then 0 else quantity end as on_hand_change,
    case when kind in ('reservation', 'pick') then quantity else 0 end as reserved_change,
    cast(case when kind = 'reservation' then 0 else quantity * unit_cost end as decimal(18, 2)) as value_change,
    cast(case when kind in ('pick', 'return') then -quantity * unit_cost else 0 end as decimal(18, 2)) as cogs
from silver.shop_inventory_log
