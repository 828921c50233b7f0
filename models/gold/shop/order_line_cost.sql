-- model: gold.order_line_cost
-- What the units of a line cost. Goods leave stock in the order in which they came (first in, first out): a pick names the layer that
-- it takes from, and costs what that layer cost. Units that go back to stock take their cost back with them.
-- grain: a line of an order
-- materialization: merge
-- key: order_item_id
-- by: order_item_id
-- order: order_item_id
-- check: not_null(order_item_id, order_id)
-- check: unique(order_item_id)
-- check: true(units_picked <= quantity) warn
with movements as (
    select
        order_item_id,
        sum(case when kind = 'reservation' then quantity else 0 end) as units_reserved,
        sum(case when kind = 'pick' then -quantity else 0 end) as units_picked,
        sum(case when kind = 'return' then quantity else 0 end) as units_restocked,
        sum(case when kind = 'pick' then -quantity * unit_cost else 0 end) as cost_picked,
        sum(case when kind = 'return' then quantity * unit_cost else 0 end) as cost_restocked
    from silver.shop_inventory_log
    where order_item_id is not null
    group by order_item_id
)

select
    items.order_item_id,
    items.order_id,
    items.quantity,
    cast(coalesce(movements.units_reserved, 0) as bigint) as units_reserved,
    cast(coalesce(movements.units_picked, 0) as bigint) as units_picked,
    cast(coalesce(movements.units_restocked, 0) as bigint) as units_restocked,
    cast(coalesce(movements.cost_picked, 0) as decimal(18, 2)) as cost_picked,
    cast(coalesce(movements.cost_restocked, 0) as decimal(18, 2)) as cost_restocked
from silver.shop_order_items as items
left join movements on movements.order_item_id = items.order_item_id
