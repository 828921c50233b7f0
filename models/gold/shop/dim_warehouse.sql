-- model: gold.dim_warehouse
-- Where stock lies.
-- grain: a warehouse
-- materialization: replace
-- key: warehouse_id
-- order: warehouse_id
-- check: not_null(warehouse_id)
-- check: unique(warehouse_id)
select warehouse_id, code, name, city, region, country_code, is_active
from silver.shop_warehouses
