-- panel: commerce/fraud_flags
-- Orders that look like fraud, with the pattern, the reason in words, and the moment at which the shop's own data gave it away. Each order has
-- one pattern: the first of card_testing, promo_abuse, velocity, account_takeover that fits. The 200 latest orders.
-- title: Orders that look like fraud
-- parameter: pattern text optional
-- column: order_id = id, the order
-- column: customer_id = id, the account
-- column: ordered = UTC time, when it was placed
-- column: flagged = UTC time, when it could be known
-- column: pattern = name, card_testing, promo_abuse, velocity or account_takeover
-- column: reason = text, why
-- column: amount = money, of the goods
select
    order_id,
    customer_id,
    ordered_at as ordered,
    flagged_at as flagged,
    pattern,
    reason,
    amount
from gold.fraud_flags
where coalesce(pattern = cast($pattern as varchar), true)
order by ordered_at desc, order_id
limit 200
