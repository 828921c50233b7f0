-- model: gold.fct_order_line
-- One row per line of an order of the shop: what was bought, for how much, and what it cost (FIFO, see gold.order_line_cost).
-- grain: a line of an order
-- materialization: merge
-- key: order_item_id
-- by: order_id
-- order: order_id, line_no
-- references: gold.fct_order(order_id)
-- references: gold.dim_warehouse(warehouse_id)
-- check: not_null(order_item_id, order_id)
-- check: unique(order_item_id)
select
    items.order_item_id,
    items.order_id,
    items.line_no,
    items.product_id,
    items.warehouse_id,
    orders.customer_id,
    orders.channel_id,
    orders.ordered_at,
    cast(orders.ordered_at as date) as ordered_date,
    orders.status = 'Cancelled' as is_cancelled,
    items.quantity,
    items.unit_price,
    cast(items.quantity * items.unit_price as decimal(18, 2)) as gross_amount,
    items.discount,
    items.line_total,
    costs.units_picked,
    costs.units_restocked,
    costs.cost_picked,
    costs.cost_restocked,
    cast(costs.cost_picked - costs.cost_restocked as decimal(18, 2)) as cogs
from silver.shop_order_items as items
inner join silver.shop_orders as orders on orders.order_id = items.order_id
inner join gold.order_line_cost as costs on costs.order_item_id = items.order_item_id
