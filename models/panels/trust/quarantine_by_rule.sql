-- panel: trust/quarantine_by_rule
-- Rows that were kept out of the tables, by feed and by the rule that kept them out, over all days. They lie in quarantine with their file, line and original
-- bytes, and leave it when what they waited for comes.
-- title: Quarantine
-- column: feed = name, where they came from
-- column: rule = name, why they were kept out
-- column: rows = rows, kept out
-- column: share = share, of all rows of the feed that landed
-- column: first_day = date, on which the first of them landed
-- column: last_day = date, on which the last of them landed
with landed as (
    select feed, sum(row_count) as row_count
    from gold.data_quality
    where metric = 'landed'
    group by feed
)

select
    quality.feed,
    substr(quality.metric, length('quarantined_') + 1) as rule,
    cast(sum(quality.row_count) as bigint) as rows,
    sum(quality.row_count) / nullif(cast(any_value(landed.row_count) as double), 0) as share,
    min(quality.landed_date) as first_day,
    max(quality.landed_date) as last_day
from gold.data_quality as quality
left join landed on landed.feed = quality.feed
where quality_group(quality.metric) = 'quarantined'
group by quality.feed, rule
order by rows desc, quality.feed, rule
