-- model: bronze.sensor_logs
-- The machines' readings as they came: every value is text, and every row knows the file, its day folder, and the line it stood on.
-- grain: an element of a file
-- materialization: append
select
    *,
    coalesce(production_day(event_time("timestamp"), batch_id, folder_day(_file)), cast(_landed_at as date)) as production_date,
    folder_day(_file) as drop_date,
    cast(_landed_at as date) as landed_date
from landing.sensor_logs
