-- model: gold.stock_position
-- Each stock as it is now: what the shop's books say, beside what movements and cost layers add up to.
-- grain: a warehouse and a product
-- materialization: merge
-- key: warehouse_id, product_id
-- by: product_id
-- order: warehouse_id, product_id
-- references: gold.dim_warehouse(warehouse_id)
-- check: not_null(warehouse_id, product_id)
-- check: unique(warehouse_id, product_id)
with moved as (
    select
        warehouse_id,
        product_id,
        sum(on_hand_change) as on_hand,
        sum(reserved_change) as reserved,
        sum(value_change) as value
    from gold.fct_inventory_movement
    group by warehouse_id, product_id
),

layers as (
    select
        warehouse_id,
        product_id,
        count(*) filter (where quantity_left > 0) as layers,
        min(received_at) filter (where quantity_left > 0) as oldest_received_at,
        sum(quantity_left) as on_hand,
        sum(quantity_left * unit_cost) as value
    from silver.shop_inventory_layers
    group by warehouse_id, product_id
)

select
    stock.warehouse_id,
    stock.product_id,
    stock.on_hand,
    stock.reserved,
    stock.on_hand - stock.reserved as available,
    stock.stock_value,
    stock.safety_stock,
    stock.reorder_point,
    stock.on_hand - stock.reserved < stock.safety_stock as is_below_safety_stock,
    coalesce(layers.layers, 0) as layers,
    layers.oldest_received_at,
    cast(coalesce(moved.on_hand, 0) as bigint) as on_hand_of_movements,
    cast(coalesce(moved.reserved, 0) as bigint) as reserved_of_movements,
    cast(coalesce(moved.value, 0) as decimal(18, 2)) as value_of_movements,
    cast(coalesce(layers.on_hand, 0) as bigint) as on_hand_of_layers,
    cast(coalesce(layers.value, 0) as decimal(18, 2)) as value_of_layers
from silver.shop_inventory as stock
left join moved on moved.warehouse_id = stock.warehouse_id and moved.product_id = stock.product_id
left join layers on layers.warehouse_id = stock.warehouse_id and layers.product_id = stock.product_id
