-- panel: commerce/inventory
-- Stocks as they are now, those that are nearest to running out first. Cover is available units divided by the units picked a day over the last
-- 14 days; it is empty where nothing was picked. Safety stock is z·sqrt(L·σd² + d²·σL²), the reorder point is d·L plus safety stock, as the shop set them.
-- The 200 with the least cover.
-- title: Inventory
-- parameter: warehouse text optional
-- column: warehouse = name, where it lies
-- column: product = name, what
-- column: on_hand = units, in the house
-- column: reserved = units, promised to orders
-- column: available = units, on hand less reserved
-- column: safety = units, safety stock
-- column: reorder_point = units, at which more is ordered
-- column: cover_days = days, that the available units last
-- column: value = money, at cost
-- column: is_below_safety_stock = yes or no, available is less than safety stock
with last_day as (
    select max(flow_date) as day
    from gold.kpi_stock_flow
),

demand as (
    select warehouse_id, product_id, sum(units_picked) / 14.0 as units_a_day
    from gold.kpi_stock_flow
    where flow_date > (select day from last_day) - 14
    group by warehouse_id, product_id
),

stocks as (
    select
        positions.*,
        positions.available / nullif(demand.units_a_day, 0) as cover_days
    from gold.stock_position as positions
    left join demand on demand.warehouse_id = positions.warehouse_id and demand.product_id = positions.product_id
    inner join gold.dim_warehouse as warehouses
        on warehouses.warehouse_id = positions.warehouse_id and coalesce(warehouses.name = cast($warehouse as varchar), true)
    order by cover_days nulls last, positions.warehouse_id, positions.product_id
    limit 200
),

products as (
    select product_id, product_name
    from gold.dim_product
    where product_kind = 'sold' and is_current
)

select
    coalesce(warehouses.name, 'warehouse ' || stocks.warehouse_id) as warehouse,
    coalesce(products.product_name, 'product ' || stocks.product_id) as product,
    stocks.on_hand,
    stocks.reserved,
    stocks.available,
    stocks.safety_stock as safety,
    stocks.reorder_point,
    stocks.cover_days,
    stocks.stock_value as value,
    stocks.is_below_safety_stock
from stocks
left join gold.dim_warehouse as warehouses on warehouses.warehouse_id = stocks.warehouse_id
left join products on products.product_id = stocks.product_id
order by stocks.cover_days nulls last, stocks.warehouse_id, stocks.product_id
