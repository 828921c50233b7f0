-- model: score.wrong_orders
-- Rows of the silver order tables that are not as they should be, with the columns concerned.
-- grain: a row of a table
-- materialization: replace
select
    case table_name when 'silver.orders' then 'sales' else 'logistics' end as feed,
    key,
    coalesce(list(column_name) filter (where column_name is not null), []) as columns,
    bool_or(what = 'missing') as is_missing,
    bool_or(what = 'doubled') as is_doubled
from score.differences
where table_name in ('silver.orders', 'silver.order_status_events')
group by all
