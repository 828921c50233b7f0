-- model: score.expected_silver_shop_suppliers
-- The shop's suppliers as its last change left them, from the truth alone.
-- expects: silver.shop_suppliers
-- grain: a supplier
-- materialization: view
-- key: supplier_id
with ranked as (
    select
        *,
        row_number() over (partition by supplier_id order by cast(lsn as bigint) desc) as place
    from truth.shop_suppliers
)

select
    cast(supplier_id as bigint) as supplier_id,
    name,
    country_code,
    cast(lead_days_mean as decimal(6, 2)) as lead_days_mean,
    cast(lead_days_sigma as decimal(6, 2)) as lead_days_sigma,
    cast(is_active as boolean) as is_active
from ranked
where place = 1 and op <> 'D'
