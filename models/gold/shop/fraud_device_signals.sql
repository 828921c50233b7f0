-- model: gold.fraud_device_signals
-- What happened on the device of an order shortly before and after: from when on too many cards had been refused there, and from when on
-- too many new accounts had come from it for coupons.
-- grain: an order
-- materialization: merge
-- key: order_id
-- by: device_id
-- order: device_id, order_id
-- check: unique(order_id)
with orders as (
    select
        *,
        row_number() over (partition by device_id, customer_id order by ordered_at, order_id) as order_number_of_account
    from gold.fraud_order_signals
    where device_id is not null
),

counted as (
    select
        *,
        sum(declined_cards) over shortly as declined_cards_lately,
        sum(case when is_new_account and order_number_of_account = 1 then 1 else 0 end) over lately as new_accounts_lately,
        sum(case when is_new_account and has_coupon then 1 else 0 end) over lately as coupons_lately
    from orders
    window
        shortly as (
            partition by device_id order by ordered_at
            range between fraud_testing_window() preceding and current row
        ),
        lately as (
            partition by device_id order by ordered_at
            range between fraud_promo_window() preceding and current row
        )
)

select
    order_id,
    customer_id,
    device_id,
    ordered_at,
    min(case when declined_cards_lately >= fraud_testing_device_cards() then evidence_at end) over (
        partition by device_id order by ordered_at
        range between current row and fraud_testing_window() following
    ) as testing_at,
    min(case
        when new_accounts_lately >= fraud_promo_accounts() and coupons_lately >= fraud_promo_coupons() then ordered_at
    end) over (
        partition by device_id order by ordered_at
        range between current row and fraud_promo_window() following
    ) as crowded_at
from counted
