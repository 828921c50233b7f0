-- model: silver.shop_product_prices
-- The shop's prices of products by channel and period as they are now.
-- grain: a price
-- materialization: merge
-- key: price_id
-- latest: lsn
-- by: row_key
-- order: price_id
-- check: not_null(price_id)
-- check: unique(price_id)
select
    row_key,
    try_cast(price_id as bigint) as price_id,
    try_cast(product_id as bigint) as product_id,
    try_cast(channel_id as bigint) as channel_id,
    try_cast(price as decimal(18, 2)) as price,
    try_cast(valid_from as timestamp) as valid_from,
    try_cast(valid_to as timestamp) as valid_to,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(price_id as bigint) is null then 'unreadable_price_id'
        when op = 'D' then null
        when try_cast(product_id as bigint) is null then 'unreadable_product_id'
        when try_cast(channel_id as bigint) is null then 'unreadable_channel_id'
        when try_cast(price as decimal(18, 2)) is null then 'unreadable_price'
        when try_cast(valid_from as timestamp) is null then 'unreadable_valid_from'
        when try_cast(valid_to as timestamp) is null and valid_to <> '' then 'unreadable_valid_to'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_product_prices
