-- model: score.expected_silver_shop_customer_activity_log
-- The shop's visitors' actions as its last change left them, from the truth alone.
-- expects: silver.shop_customer_activity_log
-- grain: an action of a visitor
-- materialization: view
-- key: activity_id
with ranked as (
    select
        *,
        row_number() over (partition by activity_id order by cast(lsn as bigint) desc) as place
    from truth.shop_customer_activity_log
)

select
    cast(activity_id as bigint) as activity_id,
    session_id,
    cast(customer_id as bigint) as customer_id,
    cast(channel_id as bigint) as channel_id,
    device_type,
    device_id,
    event,
    cast(product_id as bigint) as product_id,
    cast(quantity as integer) as quantity,
    query_text,
    cast(occurred_at as timestamp) as occurred_at
from ranked
where place = 1 and op <> 'D'
