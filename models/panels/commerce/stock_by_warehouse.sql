-- panel: commerce/stock_by_warehouse
-- Each warehouse as it is now: units, their value at cost, stocks below their safety stock and without a unit, and how often stock turned over
-- in the last month (cost of goods sold divided by the mean value of stock over time).
-- title: Stock by warehouse
-- column: warehouse = name, where
-- column: city = name, the city it stands in
-- column: stocks = stocks, products that lie there
-- column: units = units, on hand
-- column: value = money, at cost
-- column: below_safety_stock = stocks, with less available than safety stock
-- column: empty = stocks, with nothing available
-- column: turnover = times a month, cost of goods sold divided by mean value
-- column: days_of_stock = days, that the mean value lasts
with stocks as (
    select
        warehouse_id,
        count(*) as stocks,
        cast(sum(on_hand) as bigint) as units,
        sum(stock_value) as value,
        count(*) filter (where is_below_safety_stock) as below_safety_stock,
        count(*) filter (where available <= 0) as empty
    from gold.stock_position
    group by warehouse_id
),

turnovers as (
    select warehouse_id, max_by(turnover, month_date) as turnover, max_by(days_of_stock, month_date) as days_of_stock
    from gold.kpi_inventory_turnover
    group by warehouse_id
)

select
    warehouses.name as warehouse,
    warehouses.city,
    stocks.stocks,
    stocks.units,
    stocks.value,
    stocks.below_safety_stock,
    stocks.empty,
    turnovers.turnover,
    turnovers.days_of_stock
from stocks
inner join gold.dim_warehouse as warehouses on warehouses.warehouse_id = stocks.warehouse_id
left join turnovers on turnovers.warehouse_id = stocks.warehouse_id
order by warehouses.name
