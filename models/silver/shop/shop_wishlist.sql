-- model: silver.shop_wishlist
-- The shop's customers' wishlists as they are now.
-- grain: a customer and a product
-- materialization: merge
-- key: customer_id, product_id
-- latest: lsn
-- by: row_key
-- order: customer_id, product_id
-- check: not_null(customer_id, product_id)
-- check: unique(customer_id, product_id)
select
    row_key,
    try_cast(customer_id as bigint) as customer_id,
    try_cast(product_id as bigint) as product_id,
    try_cast(added_at as timestamp) as added_at,
    nullif(note, '') as note,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(customer_id as bigint) is null then 'unreadable_customer_id'
        when try_cast(product_id as bigint) is null then 'unreadable_product_id'
        when op = 'D' then null
        when try_cast(added_at as timestamp) is null then 'unreadable_added_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_wishlist
