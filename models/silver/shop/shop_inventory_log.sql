-- model: silver.shop_inventory_log
-- The shop's movements of stock as they are now: of the changes of a row the latest that can be read, without rows that were deleted.
-- grain: a movement
-- materialization: merge
-- key: movement_id
-- by: row_key
-- order: movement_id
-- check: not_null(movement_id)
-- check: unique(movement_id)
with changes as (
    select
        row_key,
        try_cast(movement_id as bigint) as movement_id,
        try_cast(layer_id as bigint) as layer_id,
        try_cast(warehouse_id as bigint) as warehouse_id,
        try_cast(product_id as bigint) as product_id,
        nullif(kind, '') as kind,
        try_cast(quantity as integer) as quantity,
        try_cast(unit_cost as decimal(18, 2)) as unit_cost,
        try_cast(order_item_id as bigint) as order_item_id,
        try_cast(return_item_id as bigint) as return_item_id,
        try_cast(purchase_order_id as bigint) as purchase_order_id,
        nullif(note, '') as note,
        try_cast(occurred_at as timestamp) as occurred_at,
        op,
        try_cast(lsn as bigint) as lsn,
        case
            when is_bad_change(op, lsn) then 'unreadable_change'
            when try_cast(movement_id as bigint) is null then 'unreadable_movement_id'
            when op = 'D' then null
            when try_cast(layer_id as bigint) is null then 'unreadable_layer_id'
            when try_cast(warehouse_id as bigint) is null then 'unreadable_warehouse_id'
            when try_cast(product_id as bigint) is null then 'unreadable_product_id'
            when try_cast(quantity as integer) is null then 'unreadable_quantity'
            when try_cast(unit_cost as decimal(18, 2)) is null then 'unreadable_unit_cost'
            when try_cast(order_item_id as bigint) is null and order_item_id <> '' then 'unreadable_order_item_id'
            when try_cast(return_item_id as bigint) is null and return_item_id <> '' then 'unreadable_return_item_id'
            when try_cast(purchase_order_id as bigint) is null and purchase_order_id <> '' then 'unreadable_purchase_order_id'
            when try_cast(occurred_at as timestamp) is null then 'unreadable_occurred_at'
        end as unreadable,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.shop_inventory_log
),

ranked as (
    select
        *,
        row_number() over (partition by movement_id order by lsn desc, _file, _line) as place
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
