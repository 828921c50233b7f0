-- model: score.expected_silver_shop_warehouses
-- The shop's warehouses as its last change left them, from the truth alone.
-- expects: silver.shop_warehouses
-- grain: a warehouse
-- materialization: view
-- key: warehouse_id
with ranked as (
    select
        *,
        row_number() over (partition by warehouse_id order by cast(lsn as bigint) desc) as place
    from truth.shop_warehouses
)

select
    cast(warehouse_id as bigint) as warehouse_id,
    code,
    name,
    city,
    region,
    country_code,
    cast(is_active as boolean) as is_active
from ranked
where place = 1 and op <> 'D'
