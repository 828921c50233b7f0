-- model: score.expected_silver_shop_customers
-- The shop's customers as its last change left them, from the truth alone.
-- expects: silver.shop_customers
-- grain: a customer account
-- materialization: view
-- key: customer_id
with ranked as (
    select
        *,
        row_number() over (partition by customer_id order by cast(lsn as bigint) desc) as place
    from truth.shop_customers
)

select
    cast(customer_id as bigint) as customer_id,
    full_name,
    email,
    phone,
    segment,
    cast(channel_id as bigint) as channel_id,
    cast(tier_id as bigint) as tier_id,
    cast(tier_since as timestamp) as tier_since,
    cast(points_balance as bigint) as points_balance,
    cast(marketing_consent as boolean) as marketing_consent,
    cast(is_active as boolean) as is_active,
    cast(registered_at as timestamp) as registered_at
from ranked
where place = 1 and op <> 'D'
