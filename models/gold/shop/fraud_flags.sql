-- model: gold.fraud_flags
-- Orders that look like fraud, with the pattern, the reason in words, and the moment at which the shop's own data gave it away; that can be
-- after the order, when those that followed showed what it belonged to. Rules look at devices, addresses, cards, refusals, ages and
-- amounts; their limits are the macros that begin with fraud_. An order has one pattern: the first of card_testing, promo_abuse, velocity,
-- account_takeover that fits.
-- grain: an order that was flagged
-- materialization: merge
-- key: order_id
-- by: customer_id
-- order: customer_id, order_id
-- references: gold.fct_order(order_id)
-- check: not_null(order_id, pattern, reason, flagged_at)
-- check: unique(order_id)
-- check: true(flagged_at >= ordered_at)
with signals as (
    select
        orders.*,
        devices.testing_at as device_testing_at,
        devices.crowded_at as device_crowded_at,
        addresses.crowded_at as address_crowded_at
    from gold.fraud_order_signals as orders
    left join gold.fraud_device_signals as devices
        on devices.customer_id = orders.customer_id and devices.order_id = orders.order_id
    left join gold.fraud_address_signals as addresses
        on addresses.customer_id = orders.customer_id and addresses.order_id = orders.order_id
),

-- Who tests cards with one device tests them with another too, at the same time.
accounts as (
    select
        customer_id,
        min(coalesce(device_testing_at, testing_at)) as testing_at,
        min(case when coalesce(device_testing_at, testing_at) is not null then ordered_at end) as testing_from,
        max(case when coalesce(device_testing_at, testing_at) is not null then ordered_at end) as testing_to
    from signals
    where is_new_account
    group by customer_id
),

judged as (
    select
        signals.*,
        case
            when signals.testing_at is not null then 'card_testing'
            when signals.is_new_account
                and signals.ordered_at between accounts.testing_from - fraud_testing_window() and accounts.testing_to + fraud_velocity_window()
                then 'card_testing'
            when coalesce(signals.device_crowded_at, signals.address_crowded_at) is not null and signals.is_new_account
                then 'promo_abuse'
            when signals.rushing_at is not null and signals.is_new_account then 'velocity'
            when signals.rushing_at is not null then 'account_takeover'
            when signals.moved_at is not null and signals.is_new_address then 'account_takeover'
        end as pattern,
        accounts.testing_at as account_testing_at
    from signals
    left join accounts on accounts.customer_id = signals.customer_id
)

select
    order_id,
    customer_id,
    ordered_at,
    cast(ordered_at as date) as ordered_date,
    device_id,
    amount,
    pattern,
    case
        when pattern = 'card_testing' and device_testing_at is not null then 'many cards were refused on this device within an hour'
        when pattern = 'card_testing' then 'many cards were refused for this account within an hour'
        when pattern = 'promo_abuse' and device_crowded_at is not null then 'many new accounts with coupons ordered with this device within a day'
        when pattern = 'promo_abuse' then 'many new accounts with coupons ordered to this address within a day'
        when pattern = 'velocity' then 'a new account placed several dear orders within two hours'
        when rushing_at is not null then 'several dear orders within two hours, with a device or to an address that the account never used'
        else 'a dear order to an address that was added to the account hours before'
    end as reason,
    greatest(ordered_at, case
        when pattern = 'card_testing' then coalesce(device_testing_at, testing_at, account_testing_at)
        when pattern = 'promo_abuse' then coalesce(device_crowded_at, address_crowded_at)
        when rushing_at is not null then rushing_at
        else moved_at
    end) as flagged_at
from judged
where pattern is not null
