-- model: bronze.operator_logs
-- Operators' log entries as they came: every value is text, and every row knows the file, its day folder, and the line it stood on.
-- The written date is the production day of the time as it was written, which may be the plant's own time.
-- grain: a row of a file
-- materialization: append
select
    *,
    coalesce(production_day(event_time(log_timestamp), log_id, folder_day(_file)), cast(_landed_at as date)) as written_date,
    folder_day(_file) as drop_date,
    cast(_landed_at as date) as landed_date
from landing.operator_logs
