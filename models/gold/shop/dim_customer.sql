-- model: gold.dim_customer
-- Customer accounts over time: a new version begins when an account was opened, moved to another address, or came into another tier. Names,
-- segment and consent have no history: every version shows them as they are now.
-- grain: a customer account and a period
-- materialization: scd2
-- key: customer_id
-- valid_from: observed_at
-- order: customer_id, valid_from
-- check: not_null(customer_id, valid_from)
-- check: unique(customer_id, valid_from)
with addresses as (
    select
        addresses.customer_id,
        addresses.address_id,
        greatest(addresses.created_at, customers.registered_at) as created_at,
        addresses.city,
        addresses.region,
        addresses.country_code
    from silver.shop_customer_addresses as addresses
    inner join silver.shop_customers as customers on customers.customer_id = addresses.customer_id
),

tiers as (
    select
        history.customer_id,
        greatest(history.changed_at, customers.registered_at) as changed_at,
        tiers.name as tier
    from silver.shop_customer_tier_history as history
    inner join silver.shop_customers as customers on customers.customer_id = history.customer_id
    left join silver.shop_loyalty_tiers as tiers on tiers.tier_id = history.tier_id
),

moments as (
    select customer_id, registered_at as observed_at from silver.shop_customers
    union
    select customer_id, changed_at from tiers
    union
    select customer_id, created_at from addresses
),

homes as (
    select
        moments.customer_id,
        moments.observed_at,
        addresses.city,
        addresses.region,
        addresses.country_code,
        row_number() over (
            partition by moments.customer_id, moments.observed_at
            order by addresses.created_at desc, addresses.address_id desc
        ) as place
    from moments
    left join addresses on addresses.customer_id = moments.customer_id and addresses.created_at <= moments.observed_at
)

select
    homes.customer_id,
    homes.observed_at,
    customers.full_name,
    customers.segment,
    channels.name as channel,
    tiers.tier,
    homes.city,
    homes.region,
    homes.country_code,
    customers.marketing_consent,
    customers.is_active,
    customers.registered_at
from homes
inner join silver.shop_customers as customers on customers.customer_id = homes.customer_id
left join silver.shop_channels as channels on channels.channel_id = customers.channel_id
asof left join tiers on tiers.customer_id = homes.customer_id and tiers.changed_at <= homes.observed_at
where homes.place = 1
