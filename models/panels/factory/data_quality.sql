-- panel: factory/data_quality
-- What came in from the plants and what became of it, over all days, by feed and kind: landed and accepted rows, copies, rows kept out by rule,
-- repaired and flagged values, cells that were empty, rows that came in the folder of a later day. Definitions are those of gold.data_quality.
-- title: What the factory's data are worth
-- column: feed = name, production_batches, sensor_logs, qc_checks or operator_logs
-- column: group = name, landed, accepted, duplicate, late, quarantined, repaired, flagged or empty
-- column: metric = name, the group with its rule or field
-- column: rows = rows, or values
-- column: share = share, of landed rows of the feed
with factory as (
    select feed, metric, sum(row_count) as row_count
    from gold.data_quality
    where feed in ('production_batches', 'sensor_logs', 'qc_checks', 'operator_logs')
    group by feed, metric
)

select
    feed,
    quality_group(metric) as "group",
    metric,
    cast(row_count as bigint) as rows,
    row_count / nullif(cast(sum(row_count) filter (where metric = 'landed') over (partition by feed) as double), 0) as share
from factory
order by feed, quality_group(metric), metric
