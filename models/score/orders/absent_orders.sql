-- model: score.absent_orders
-- True orders that nobody can find in what has landed.
-- grain: an order
-- materialization: replace
select order_id, absent_reason, is_on_its_way, landed_at
from score.order_lives
where absent_reason is not null
