-- model: score.as_of
-- The moment up to which the written data reach: the last drop that landed.
-- grain: one row
-- materialization: view
select max(landed_at) as as_of
from (
    select max(_landed_at) as landed_at from bronze.sales
    union all
    select max(_landed_at) from bronze.logistics
)
