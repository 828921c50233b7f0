-- model: score.expected_silver_shop_customer_addresses
-- The shop's customers' addresses as its last change left them, from the truth alone.
-- expects: silver.shop_customer_addresses
-- grain: an address
-- materialization: view
-- key: address_id
with ranked as (
    select
        *,
        row_number() over (partition by address_id order by cast(lsn as bigint) desc) as place
    from truth.shop_customer_addresses
)

select
    cast(address_id as bigint) as address_id,
    cast(customer_id as bigint) as customer_id,
    label,
    recipient,
    line1,
    line2,
    city,
    region,
    postal_code,
    country_code,
    cast(is_default as boolean) as is_default,
    cast(created_at as timestamp) as created_at
from ranked
where place = 1 and op <> 'D'
