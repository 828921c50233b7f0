-- panel: trust/quality_by_day
-- What came in on each day and what became of it, by feed: rows landed, accepted, copies of accepted rows, kept out; values repaired, flagged, empty; rows
-- that came late. Definitions are those of gold.data_quality. The last 60 days.
-- title: Data quality by day
-- column: day = date, the day of landing
-- column: feed = name, what the files tell of
-- column: landed = rows, that landed
-- column: accepted = rows, that silver has
-- column: duplicate = rows, copies of accepted ones
-- column: quarantined = rows, kept out
-- column: repaired = values, put right
-- column: flagged = values, kept and marked as not to be trusted
-- column: empty = values, that were missing
-- column: late = rows, that came later than they should
with last_day as (
    select max(landed_date) as day
    from gold.data_quality
),

grouped as (
    select landed_date, feed, quality_group(metric) as part, row_count
    from gold.data_quality
    inner join last_day on landed_date > day - 60
)

select
    landed_date as day,
    feed,
    cast(coalesce(sum(row_count) filter (where part = 'landed'), 0) as bigint) as landed,
    cast(coalesce(sum(row_count) filter (where part = 'accepted'), 0) as bigint) as accepted,
    cast(coalesce(sum(row_count) filter (where part = 'duplicate'), 0) as bigint) as duplicate,
    cast(coalesce(sum(row_count) filter (where part = 'quarantined'), 0) as bigint) as quarantined,
    cast(coalesce(sum(row_count) filter (where part = 'repaired'), 0) as bigint) as repaired,
    cast(coalesce(sum(row_count) filter (where part = 'flagged'), 0) as bigint) as flagged,
    cast(coalesce(sum(row_count) filter (where part = 'empty'), 0) as bigint) as empty,
    cast(coalesce(sum(row_count) filter (where part = 'late'), 0) as bigint) as late
from grouped
group by landed_date, feed
order by landed_date, feed
