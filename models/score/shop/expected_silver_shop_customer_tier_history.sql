-- model: score.expected_silver_shop_customer_tier_history
-- The shop's moves of customers from tier to tier as its last change left them, from the truth alone.
-- expects: silver.shop_customer_tier_history
-- grain: a customer and the time at which a tier began
-- materialization: view
-- key: customer_id, changed_at
with ranked as (
    select
        *,
        row_number() over (partition by customer_id, changed_at order by cast(lsn as bigint) desc) as place
    from truth.shop_customer_tier_history
)

select
    cast(customer_id as bigint) as customer_id,
    cast(changed_at as timestamp) as changed_at,
    cast(tier_id as bigint) as tier_id
from ranked
where place = 1 and op <> 'D'
