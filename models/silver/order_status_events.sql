-- model: silver.order_status_events
-- The life of every order: its placing and each status that a carrier reported, once. Ids that carriers retyped are matched to
-- the order they belong to; updates for an order that nobody knows wait in quarantine and leave it when the order comes.
-- Statuses follow the order of an order's life, whatever their clocks say. A time is flagged when it is impossible (far from the order
-- or from its landing) or runs backwards (before an earlier stage); which of two stages is wrong nobody can tell, so trusted_at keeps
-- every time that does not lie before the order itself. A status holds from effective_at until left_at; it was known from its landing
-- until a later stage landed.
-- grain: an order and a status
-- materialization: merge
-- key: order_id, status
-- by: order_key
-- order: order_id, place
-- interim: matched
-- check: not_null(order_id, status, effective_at)
-- check: unique(order_id, status)
-- check: accepted(status, 'Pending', 'Processing', 'Shipped', 'Delivered', 'Returned', 'Cancelled')
with known as (
    select list(distinct name order by name) as names
    from seed.names
    where kind = 'status'
),

-- Each spelling is judged once.
spellings as (
    select
        written.status as written,
        coalesce(seed_names.name, nearest_name(known.names, written.status)) as name
    from (select distinct status from bronze.logistics) as written
    cross join known
    left join seed.names as seed_names
        on seed_names.kind = 'status' and seed_names.alias = normal_name(written.status)
),

messages as (
    select
        order_key,
        cell_text(order_id) as written_id,
        spellings.name as status,
        coalesce(spellings.name <> status, false) as is_status_repaired,
        event_time(status_timestamp) as status_at,
        try_cast(source_seq as bigint) as source_seq,
        landed_date,
        _landed_at,
        _file,
        _line,
        _raw
    from bronze.logistics
    left join spellings on spellings.written = status
),

-- Most updates came once; only those that share their order and status with another are ranked below. Two that merely share the
-- hash are ranked needlessly, no more.
rivals as (
    select hash(order_key, status) as rival
    from messages
    group by rival
    having count(*) > 1
)

-- matched: every update with the order that it belongs to, and what makes it unusable.
select
    messages.* exclude (written_id),
    coalesce(own.order_id, twin.order_id, messages.written_id) as order_id,
    coalesce(own.ordered_at, twin.ordered_at) as ordered_at,
    coalesce(messages.written_id <> own.order_id, false) as is_id_repaired,
    rivals.rival is not null as has_rival,
    case
        when messages.written_id is null then 'missing_order_id'
        when messages.status is null then 'unknown_status'
        when messages.status_at is null then 'unreadable_time'
        when own.order_id is null and twin.order_id is null then 'unknown_order'
    end as unusable
from messages
left join rivals on rivals.rival = hash(messages.order_key, messages.status)
left join (select * from silver.orders where not is_key_shared) as own
    on own.order_key = messages.order_key
-- Ids that differ only in what people get wrong are told apart by their exact spelling.
left join (select * from silver.orders where is_key_shared) as twin
    on twin.order_id = messages.written_id;

with ranked as (
    select
        *,
        row_number() over latest as copy,
        first_value(status_at) over latest as latest_at
    from matched
    where unusable is null and has_rival
    window latest as (
        partition by order_id, status
        order by source_seq desc nulls last, case when source_seq is null then _landed_at end desc,
            _landed_at, _file, _line
    )
),

accepted as (
    select * from matched where unusable is null and not has_rival
    union all
    select * exclude (copy, latest_at) from ranked where copy = 1
),

events as (
    select
        order_id, order_key, status, status_at, source_seq, ordered_at, 'logistics' as source,
        is_id_repaired, is_status_repaired,
        landed_date, _landed_at, _file, _line
    from accepted
    union all
    select
        order_id, order_key, 'Pending', ordered_at, source_seq, ordered_at, 'sales',
        false, false,
        landed_date, _landed_at, _file, _line
    from silver.orders
),

dated as (
    select
        *,
        status_rank(status) as rank,
        status <> 'Pending'
            and (status_at < ordered_at - interval 30 day or status_at > _landed_at + interval 1 day) as is_time_impossible
    from events
),

-- One pass over each order's life sees what came before and what comes next.
walked as (
    select
        *,
        row_number() over life as place,
        lead(status_at) over life as next_at,
        lead(is_time_impossible) over life as next_is_impossible,
        max(case when not is_time_impossible then status_at end) over earlier as earlier_at,
        lag(rank) over life as earlier_rank,
        min(_landed_at) over later as next_landed_at
    from dated
    window
        life as (partition by order_id order by rank),
        earlier as (partition by order_id order by rank rows between unbounded preceding and 1 preceding),
        later as (partition by order_id order by rank rows between 1 following and unbounded following)
),

judged as (
    select
        *,
        not is_time_impossible and coalesce(status_at < earlier_at - clock_tolerance(), false) as is_time_backwards,
        case
            when status = 'Pending' then false
            when status = 'Cancelled' then earlier_rank > 1
            else earlier_rank < rank - 1
        end as is_jump,
        -- The latest time that this stage and those before it can vouch for.
        case when is_time_impossible then earlier_at else greatest(status_at, earlier_at) end as effective_at
    from walked
),

placed as (
    select
        *,
        case
            when next_at is null then null
            when next_is_impossible then effective_at
            else greatest(next_at, effective_at)
        end as left_at
    from judged
)

select
    order_id,
    order_key,
    place,
    status,
    status_at,
    case when not is_time_impossible and status_at >= ordered_at - clock_tolerance() then status_at end as trusted_at,
    effective_at,
    left_at,
    case when next_landed_at is null or next_landed_at > _landed_at then _landed_at end as known_from,
    case when next_landed_at > _landed_at then next_landed_at end as known_until,
    cast(effective_at as date) as effective_date,
    cast(left_at as date) as left_date,
    case when next_landed_at is null or next_landed_at > _landed_at then landed_date end as known_date,
    case when next_landed_at > _landed_at then cast(next_landed_at as date) end as known_until_date,
    source,
    source_seq,
    is_id_repaired,
    is_status_repaired,
    is_time_impossible,
    is_time_backwards,
    is_jump,
    landed_date,
    _landed_at,
    _file,
    _line,
    null::blob as _raw,
    null::varchar as _rule
from placed

union all by name

select
    order_id,
    order_key,
    status,
    status_at,
    source_seq,
    'logistics' as source,
    is_id_repaired,
    landed_date,
    _landed_at,
    _file,
    _line,
    _raw,
    coalesce(unusable, 'conflicting_duplicate') as _rule
from (
    select * exclude (copy, latest_at) from ranked where copy > 1 and status_at <> latest_at
    union all by name
    select * from matched where unusable is not null
)
