-- model: score.order_flow
-- How many known updates have the same days.
-- grain: a status and four days
-- materialization: replace
select status, effective_date, left_date, known_date, known_until_date, count(*) as updates
from score.expected_silver_events
group by all
