-- model: bronze.production_batches
-- The plants' batches as they came: every value is text, and every row knows the file, its day folder, and the line it stood on.
-- grain: a row of a file
-- materialization: append
select
    *,
    coalesce(normal_name(batch_id), '') as batch_key,
    coalesce(production_day(event_time(start_time), batch_id, folder_day(_file)), cast(_landed_at as date)) as production_date,
    folder_day(_file) as drop_date,
    cast(_landed_at as date) as landed_date
from landing.production_batches
