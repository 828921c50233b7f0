-- model: score.pending_drops
-- Drops that have not landed yet, or of which only the beginning has.
-- grain: a feed and a drop
-- materialization: replace
select feed, event_time as drop_time
from score.ledger
where kind in ('missing_drop', 'half_written_file') and is_pending and feed in ('sales', 'logistics')
