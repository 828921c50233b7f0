-- panel: trust/repairs
-- Values that were put right where the data prove how, and values that were kept and marked as not to be trusted, by feed and field, over all days.
-- title: Repaired and flagged
-- column: feed = name, where they came from
-- column: what = name, repaired or flagged
-- column: field = name, the field, or the kind of flag
-- column: values = values, how many
-- column: share = share, of all rows of the feed that landed
with landed as (
    select feed, sum(row_count) as row_count
    from gold.data_quality
    where metric = 'landed'
    group by feed
)

select
    quality.feed,
    quality_group(quality.metric) as what,
    substr(quality.metric, length(quality_group(quality.metric)) + 2) as field,
    cast(sum(quality.row_count) as bigint) as "values",
    sum(quality.row_count) / nullif(cast(any_value(landed.row_count) as double), 0) as share
from gold.data_quality as quality
left join landed on landed.feed = quality.feed
where quality_group(quality.metric) in ('repaired', 'flagged')
group by quality.feed, what, field
order by quality.feed, what desc, "values" desc, field
