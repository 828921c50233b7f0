-- model: bronze.qc_checks
-- Quality inspections as they came: every value is text, and every row knows the file, its day folder, and the line it stood on.
-- grain: a row of a file
-- materialization: append
select
    *,
    coalesce(normal_name(batch_id), '') as batch_key,
    folder_day(_file) as drop_date,
    cast(_landed_at as date) as landed_date
from landing.qc_checks
