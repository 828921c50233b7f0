-- model: silver.shop_purchase_orders
-- The shop's orders to suppliers as they are now: of the changes of a row the latest that can be read, without rows that were deleted.
-- grain: a purchase order
-- materialization: merge
-- key: purchase_order_id
-- by: row_key
-- order: purchase_order_id
-- check: not_null(purchase_order_id)
-- check: unique(purchase_order_id)
with changes as (
    select
        row_key,
        whole_number(purchase_order_id) as purchase_order_id,
        whole_number(supplier_id) as supplier_id,
        whole_number(warehouse_id) as warehouse_id,
        whole_number(product_id) as product_id,
        try_cast(quantity as integer) as quantity,
        try_cast(unit_cost as decimal(18, 2)) as unit_cost,
        nullif(status, '') as status,
        try_cast(ordered_at as timestamp) as ordered_at,
        try_cast(expected_at as timestamp) as expected_at,
        try_cast(received_at as timestamp) as received_at,
        op,
        whole_number(lsn) as lsn,
        case
            when is_bad_change(op, lsn) then 'unreadable_change'
            when whole_number(purchase_order_id) is null then 'unreadable_purchase_order_id'
            when op = 'D' then null
            when whole_number(supplier_id) is null then 'unreadable_supplier_id'
            when whole_number(warehouse_id) is null then 'unreadable_warehouse_id'
            when whole_number(product_id) is null then 'unreadable_product_id'
            when try_cast(quantity as integer) is null then 'unreadable_quantity'
            when try_cast(unit_cost as decimal(18, 2)) is null then 'unreadable_unit_cost'
            when try_cast(ordered_at as timestamp) is null then 'unreadable_ordered_at'
            when try_cast(expected_at as timestamp) is null then 'unreadable_expected_at'
            when try_cast(received_at as timestamp) is null and received_at <> '' then 'unreadable_received_at'
        end as unreadable,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.shop_purchase_orders
),

ranked as (
    select
        *,
        row_number() over (partition by purchase_order_id order by lsn desc, _file, _line) as place
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
