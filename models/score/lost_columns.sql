-- model: score.lost_columns
-- Columns that a source stopped sending, or sends under a name that nobody knows, and the first file without them; for each feed as a
-- map, so that lost['notes'] is that time, or null.
-- grain: a feed
-- materialization: replace
select feed, map(list(field order by field), list(since order by field)) as lost
from (
    select feed, field, min(event_time) as since
    from score.ledger
    where kind in ('column_removed', 'column_renamed') and not is_repairable and not is_pending
    group by feed, field
)
group by feed
