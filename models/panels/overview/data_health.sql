-- panel: overview/data_health
-- What came in on the last day on which anything landed, and what became of it, by feed: rows that landed, rows that were kept out
-- (quarantined), values that were repaired, rows that came late. Definitions are those of gold.data_quality.
-- title: Data health
-- column: feed = name, what the files tell of
-- column: day = date, the day of landing
-- column: rows = rows, landed on that day
-- column: quarantined = rows, kept out, with a rule that says why
-- column: repaired = values, put right where the data prove how
-- column: late = rows, that came later than they should
-- column: quarantined_share = share, quarantined of landed
-- column: late_share = share, late of landed
with last_day as (
    select max(landed_date) as day
    from gold.data_quality
    where metric = 'landed'
)

select
    feed,
    landed_date as day,
    cast(coalesce(sum(row_count) filter (where metric = 'landed'), 0) as bigint) as rows,
    cast(coalesce(sum(row_count) filter (where quality_group(metric) = 'quarantined'), 0) as bigint) as quarantined,
    cast(coalesce(sum(row_count) filter (where quality_group(metric) = 'repaired'), 0) as bigint) as repaired,
    cast(coalesce(sum(row_count) filter (where metric = 'late'), 0) as bigint) as late,
    coalesce(sum(row_count) filter (where quality_group(metric) = 'quarantined'), 0)
        / nullif(cast(sum(row_count) filter (where metric = 'landed') as double), 0) as quarantined_share,
    coalesce(sum(row_count) filter (where metric = 'late'), 0)
        / nullif(cast(sum(row_count) filter (where metric = 'landed') as double), 0) as late_share
from gold.data_quality
inner join last_day on landed_date = day
group by feed, landed_date
order by rows desc, feed
