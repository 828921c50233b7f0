-- check: gold.customer_value
-- severity: warn
-- A customer's points are the sum of the ledger and never below zero.
select customer_id, points_balance, points_of_ledger
from gold.customer_value
where points_balance <> points_of_ledger or points_balance < 0
