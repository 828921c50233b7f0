-- model: silver.shop_reviews
-- The shop's reviews as they are now.
-- grain: a review
-- materialization: merge
-- key: review_id
-- latest: lsn
-- by: row_key
-- order: review_id
-- check: not_null(review_id)
-- check: unique(review_id)
select
    row_key,
    try_cast(review_id as bigint) as review_id,
    try_cast(customer_id as bigint) as customer_id,
    try_cast(order_item_id as bigint) as order_item_id,
    try_cast(rating as integer) as rating,
    nullif(title, '') as title,
    nullif(body, '') as body,
    try_cast(created_at as timestamp) as created_at,
    op,
    try_cast(lsn as bigint) as lsn,
    case
        when is_bad_change(op, lsn) then 'unreadable_change'
        when try_cast(review_id as bigint) is null then 'unreadable_review_id'
        when op = 'D' then null
        when try_cast(customer_id as bigint) is null then 'unreadable_customer_id'
        when try_cast(order_item_id as bigint) is null then 'unreadable_order_item_id'
        when try_cast(rating as integer) is null then 'unreadable_rating'
        when try_cast(created_at as timestamp) is null then 'unreadable_created_at'
    end as _rule,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw
from bronze.shop_reviews
