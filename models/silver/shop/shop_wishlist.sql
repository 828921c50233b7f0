-- model: silver.shop_wishlist
-- The shop's customers' wishlists as they are now: of the changes of a row the latest that can be read, without rows that were deleted.
-- grain: a customer and a product
-- materialization: merge
-- key: customer_id, product_id
-- by: row_key
-- order: customer_id, product_id
-- check: not_null(customer_id, product_id)
-- check: unique(customer_id, product_id)
with changes as (
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
        end as unreadable,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.shop_wishlist
),

ranked as (
    select
        *,
        row_number() over (partition by customer_id, product_id order by lsn desc, _file, _line) as place
    from changes
    where unreadable is null
)

select * exclude (op, lsn, unreadable, place), cast(null as varchar) as _rule
from ranked
where place = 1 and op <> 'D'
union all
select * exclude (op, lsn, unreadable), unreadable as _rule
from changes
where unreadable is not null
