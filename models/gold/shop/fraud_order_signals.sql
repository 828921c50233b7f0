-- model: gold.fraud_order_signals
-- What an account's own history says about each of its orders: how old the account is, whether device and address are new to it, which
-- cards were refused, and how many dear orders it placed within hours. Only orders of a new account, with a new device or to a new address make a
-- rush; who buys often from the sofa where they always sit is a good customer, also in a sale. Nothing here looks at other accounts.
-- grain: an order
-- materialization: merge
-- key: order_id
-- by: customer_id
-- order: customer_id, ordered_at, order_id
-- check: not_null(order_id, customer_id, ordered_at)
-- check: unique(order_id)
with attempts as (
    select
        order_id,
        count(*) as attempts,
        count(*) filter (where is_declined) as declined,
        count(distinct case when is_declined then card_bin || '-' || card_last4 end) as declined_cards,
        max(case when is_declined then attempted_at end) as declined_at
    from gold.fct_payment
    where kind = 'charge'
    group by order_id
),

orders as (
    select
        orders.order_id,
        orders.customer_id,
        orders.ordered_at,
        orders.device_id,
        orders.address_id,
        promotions.code is not null as has_coupon,
        orders.subtotal as amount,
        customers.registered_at,
        address_key(addresses.line1, addresses.city, addresses.country_code) as address_key,
        addresses.created_at as address_created_at,
        coalesce(attempts.declined, 0) as declined,
        coalesce(attempts.declined_cards, 0) as declined_cards,
        coalesce(attempts.declined_at, orders.ordered_at) as evidence_at
    from silver.shop_orders as orders
    inner join silver.shop_customers as customers on customers.customer_id = orders.customer_id
    left join silver.shop_customer_addresses as addresses
        on addresses.customer_id = orders.customer_id and addresses.address_id = orders.address_id
    left join silver.shop_promotions as promotions on promotions.promotion_id = orders.promotion_id
    left join attempts on attempts.order_id = orders.order_id
),

walked as (
    select
        *,
        row_number() over life as order_number,
        min(ordered_at) over (partition by customer_id) as first_ordered_at,
        min(ordered_at) over (partition by customer_id, device_id) as device_since,
        sum(declined_cards) over shortly as declined_cards_lately
    from orders
    window
        life as (partition by customer_id order by ordered_at, order_id),
        shortly as (
            partition by customer_id order by ordered_at
            range between fraud_testing_window() preceding and current row
        )
),

known as (
    select
        *,
        ordered_at < registered_at + fraud_new_account() as is_new_account,
        coalesce(device_since > first_ordered_at and device_since > ordered_at - fraud_new_device(), false) as is_new_device,
        coalesce(address_created_at > registered_at and address_created_at > ordered_at - fraud_new_address(), false) as is_new_address,
        declined_cards_lately >= fraud_testing_account_cards() as is_testing
    from walked
),

judged as (
    select
        *,
        sum(case when amount >= fraud_velocity_order() then 1 else 0 end) over lately
                >= greatest(fraud_velocity_orders(), 0.5 * count(*) over lately + 0.5)
            and sum(case when amount >= fraud_velocity_order() then amount else 0 end) over lately >= fraud_velocity_amount() as is_rushing
    from known
    window lately as (
        partition by customer_id, is_new_account or is_new_device or is_new_address order by ordered_at
        range between fraud_velocity_window() preceding and current row
    )
)

select
    order_id,
    customer_id,
    ordered_at,
    device_id,
    address_key,
    has_coupon,
    amount,
    registered_at,
    order_number,
    declined,
    declined_cards,
    evidence_at,
    is_new_account,
    is_new_device,
    is_new_address,
    -- From when on an order is known to belong to a run: that can be later than the order itself.
    min(case when is_testing then evidence_at end) over (
        partition by customer_id order by ordered_at
        range between current row and fraud_testing_window() following
    ) as testing_at,
    min(case when is_rushing and (is_new_account or is_new_device or is_new_address) then ordered_at end) over (
        partition by customer_id, is_new_account or is_new_device or is_new_address order by ordered_at
        range between current row and fraud_velocity_window() following
    ) as rushing_at,
    min(case when is_new_device and is_new_address and amount >= fraud_dear_order() then ordered_at end) over (
        partition by customer_id, address_id order by ordered_at
        range between fraud_new_address() preceding and fraud_new_address() following
    ) as moved_at
from judged
