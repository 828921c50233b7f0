-- part_of: gold.open_alerts
-- Stock that ran low and was not filled up since.
select
    'stock' as area,
    cast(alert_id as varchar) as alert_id,
    case alerts.kind when 'stock_out' then 'critical' when 'reorder' then 'info' else 'warning' end as severity,
    alerts.kind as rule,
    coalesce(products.name, 'product ' || alerts.product_id) || ' in ' || coalesce(warehouses.name, 'warehouse ' || alerts.warehouse_id) as subject,
    raised_at as since,
    cast(available as decimal(18, 6)) as value,
    cast(threshold as decimal(18, 6)) as limit_value,
    'units' as unit
from silver.shop_stock_alerts as alerts
left join silver.shop_products as products on products.product_id = alerts.product_id
left join silver.shop_warehouses as warehouses on warehouses.warehouse_id = alerts.warehouse_id
where resolved_at is null
