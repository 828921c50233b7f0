-- model: silver.shop_cart_items
-- The shop's items of carts as they are now.
-- grain: a cart and a product
-- materialization: merge
-- key: cart_id, product_id
-- latest: lsn
-- by: row_key
-- order: cart_id, product_id
-- check: not_null(cart_id, product_id)
-- check: unique(cart_id, product_id)
select
    row_key,
    try_cast(cart_id as bigint) as cart_id,
    try_cast(product_id as bigint) as product_id,
    try_cast(quantity as integer) as quantity,
    try_cast(unit_price as decimal(18, 2)) as unit_price,
    try_cast(added_at as timestamp) as added_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(cart_id as bigint) is null then 'unreadable_cart_id'
        when try_cast(product_id as bigint) is null then 'unreadable_product_id'
        when op = 'D' then null
        when try_cast(quantity as integer) is null then 'unreadable_quantity'
        when try_cast(unit_price as decimal(18, 2)) is null then 'unreadable_unit_price'
        when try_cast(added_at as timestamp) is null then 'unreadable_added_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_cart_items
