-- panel: commerce/fraud_by_day
-- Flagged orders by the day of the order and the pattern, their value, and how long after the order it took until they could be known.
-- title: Fraud flags by day
-- column: day = date, the day on which orders were placed
-- column: pattern = name, what they look like
-- column: flagged = orders, flagged
-- column: accounts = accounts, that placed them
-- column: amount = money, of the goods
-- column: flagged_share = share, of all orders of the day
-- column: mean_minutes_to_flag = minutes, from the order until it could be known
select
    ordered_date as day,
    pattern,
    flagged,
    accounts,
    amount,
    flagged_share,
    mean_seconds_to_flag / 60 as mean_minutes_to_flag
from gold.kpi_fraud
order by ordered_date, pattern
