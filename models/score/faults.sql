-- model: score.faults
-- The balance per kind of fault.
-- grain: a kind of fault
-- materialization: view
with outcomes as (
    select
        kind,
        count(*) as injected,
        count(*) filter (where outcome = 'handled') as handled,
        count(*) filter (where outcome = 'missed') as missed,
        count(*) filter (where outcome = 'unrecoverable') as unrecoverable
    from score.fault_outcomes
    group by kind
),

alarms as (
    select kind, count(*) as false_alarms
    from score.false_alarms
    group by kind
)

select
    coalesce(outcomes.kind, alarms.kind) as kind,
    coalesce(injected, 0) as injected,
    coalesce(handled, 0) as handled,
    coalesce(missed, 0) as missed,
    coalesce(false_alarms, 0) as false_alarms,
    coalesce(unrecoverable, 0) as unrecoverable
from outcomes
full join alarms on alarms.kind = outcomes.kind
order by kind
