-- panel: fleet/trip_excursions
-- Unbroken runs of readings outside of the cargo's limits on one trip, in the air around it. Each value is held until the next reading, at most five
-- minutes; longer gaps are unknown. Strictly above the upper, strictly below the lower limit.
-- title: Its excursions
-- parameter: trip_id text
-- column: kind = name, warm or cold
-- column: started = UTC time, first reading outside
-- column: ended = UTC time, until when the last one is held
-- column: minutes = minutes, outside
-- column: unknown_minutes = minutes, in gaps
-- column: limit = °C, that was broken
-- column: peak = °C, the worst
-- column: degree_minutes = °C min, how far times how long
select
    kind,
    started_at as started,
    ended_at as ended,
    minutes,
    unknown_minutes,
    limit_c as "limit",
    peak_c as peak,
    degree_minutes
from gold.fct_excursion
where segment_key >= cast($trip_id as varchar) || '|' and segment_key < cast($trip_id as varchar) || '}'
order by started_at, kind
