-- check: gold.sales
-- severity: error
-- The snapshot changes only through the audit trail: the state it shows stands in the history.
select sales.order_id, sales.status, sales.updated_at
from gold.sales
anti join gold.order_history as history
    on history.order_id = sales.order_id
        and history.status = sales.status
        and history.changed_at = sales.updated_at
