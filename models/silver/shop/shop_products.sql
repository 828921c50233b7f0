-- model: silver.shop_products
-- The shop's products as they are now.
-- grain: a product
-- materialization: merge
-- key: product_id
-- latest: lsn
-- by: row_key
-- order: product_id
-- check: not_null(product_id)
-- check: unique(product_id)
select
    row_key,
    try_cast(product_id as bigint) as product_id,
    nullif(sku, '') as sku,
    nullif(name, '') as name,
    nullif(description, '') as description,
    try_cast(category_id as bigint) as category_id,
    try_cast(supplier_id as bigint) as supplier_id,
    try_cast(weight_grams as integer) as weight_grams,
    try_cast(is_active as boolean) as is_active,
    try_cast(launched_at as timestamp) as launched_at,
    try_cast(discontinued_at as timestamp) as discontinued_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(product_id as bigint) is null then 'unreadable_product_id'
        when op = 'D' then null
        when try_cast(category_id as bigint) is null then 'unreadable_category_id'
        when try_cast(supplier_id as bigint) is null then 'unreadable_supplier_id'
        when try_cast(weight_grams as integer) is null then 'unreadable_weight_grams'
        when try_cast(is_active as boolean) is null then 'unreadable_is_active'
        when try_cast(launched_at as timestamp) is null then 'unreadable_launched_at'
        when try_cast(discontinued_at as timestamp) is null and discontinued_at <> '' then 'unreadable_discontinued_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_products
