-- model: gold.dim_route
-- Roads that trucks take, with their ends and their length along the points that they are drawn with.
-- grain: a route
-- materialization: replace
-- key: route
-- order: route
-- check: not_null(route)
with points as (
    select
        route,
        cast(point as integer) as point,
        name,
        metres_east(cast(round(cast(lon as decimal(12, 6)) * 1000000) as bigint)) as east,
        metres_north(cast(round(cast(lat as decimal(12, 6)) * 1000000) as bigint)) as north
    from seed.routes
),

steps as (
    select
        *,
        lead(east) over road - east as step_east,
        lead(north) over road - north as step_north
    from points
    window road as (partition by route order by point)
)

select
    route,
    arg_min(name, point) as from_place,
    arg_max(name, point) as to_place,
    count(*) as points,
    cast(sum(cast(round(sqrt(step_east * step_east + step_north * step_north)) as bigint)) / 1000.0 as decimal(12, 3)) as length_km
from steps
where route in (select route from silver.truck_segments)
group by route
