-- panel: fleet/routes
-- Roads that trucks take, as the points that they are drawn with, in order (models/seeds/routes.csv).
-- title: Roads
-- column: route = name, the road
-- column: seq = number, the place of the point on it, from 1
-- column: lat = degrees, north
-- column: lon = degrees, east
-- column: name = name, of the place
-- column: limit_kmh = km/h, speed limit in the place; 80 between towns
select
    points.route,
    cast(points.point as integer) as seq,
    cast(points.lat as double) as lat,
    cast(points.lon as double) as lon,
    points.name,
    cast(points.limit_kmh as integer) as limit_kmh
from seed.routes as points
inner join gold.dim_route as routes on routes.route = points.route
order by points.route, seq
