-- model: gold.fraud_address_signals
-- From when on too many new accounts had ordered to the address of an order for coupons.
-- grain: an order
-- materialization: merge
-- key: order_id
-- by: address_key
-- order: address_key, order_id
-- check: unique(order_id)
with orders as (
    select
        *,
        row_number() over (partition by address_key, customer_id order by ordered_at, order_id) as order_number_of_account
    from gold.fraud_order_signals
    where address_key is not null
),

counted as (
    select
        *,
        sum(case when is_new_account and order_number_of_account = 1 then 1 else 0 end) over lately as new_accounts_lately,
        sum(case when is_new_account and has_coupon then 1 else 0 end) over lately as coupons_lately
    from orders
    window lately as (
        partition by address_key order by ordered_at
        range between fraud_promo_window() preceding and current row
    )
)

select
    order_id,
    customer_id,
    address_key,
    ordered_at,
    min(case
        when new_accounts_lately >= fraud_promo_accounts() and coupons_lately >= fraud_promo_coupons() then ordered_at
    end) over (
        partition by address_key order by ordered_at
        range between current row and fraud_promo_window() following
    ) as crowded_at
from counted
