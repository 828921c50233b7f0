#!/usr/bin/env bash
# `waybill load postgres` beside psql, which copies the same rows from files that are ready, makes the same keys, and has nothing to
# read from a lake; then the load of one more day, and a load with nothing to do.
# bench/load.sh [rounds] [scale] [days]
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/postgres.sh"
rounds="${1:-5}" scale="${2:-10}" days="${3:-7}"

"$waybill" --version > /dev/null
space="$area/load-$scale-$days"
if [ ! -d "$space/lake" ]; then
  "$waybill" simulate --scale "$scale" --days "$days" --truth ledger --workspace "$space" > /dev/null 2>&1
  "$waybill" run --workspace "$space" > /dev/null 2>&1
fi
start_postgres
machine
load=("$waybill" load postgres --postgres "$address" --workspace "$space" --json)

# The peer's files and statements are taken from what a load makes.
"${load[@]}" > "$area/load.json" 2> /dev/null
tables=$($psql -At -c "select table_name from gold.waybill_loaded order by 1")
rows=0
{
  echo "begin; create schema peer;"
  for table in $tables; do
    file="$pg_home/$table.txt"
    $psql -c "\\copy gold.$table to '$file'"
    rows=$((rows + $(wc -l < "$file")))
    $psql -At -c "select format('create table peer.%s (%s);', '$table', string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum))
      from pg_attribute where attrelid = 'gold.$table'::regclass and attnum > 0 and not attisdropped"
    echo "\\copy peer.$table from '$file' with (freeze)"
  done
  $psql -At -c "select format('alter table peer.%s add %s;', relname, replace(pg_get_constraintdef(k.oid), 'gold.', 'peer.'))
    from pg_constraint k join pg_class c on c.oid = conrelid
    where connamespace = 'gold'::regnamespace and relname <> 'waybill_loaded' order by contype desc"
  echo "commit;"
} > "$area/load-peer.sql"

ours=() peers=() ratios=()
for round in $(seq "$rounds"); do
  $psql -c "set client_min_messages = warning; drop schema if exists gold cascade; drop schema if exists peer cascade; checkpoint"
  peers+=("$(seconds $psql -f "$area/load-peer.sql")")
  $psql -c "set client_min_messages = warning; drop schema peer cascade; checkpoint"
  ours+=("$(seconds "${load[@]}")")
  ratios+=("$(awk -v a="${ours[-1]}" -v b="${peers[-1]}" 'BEGIN { printf "%.2f", b / a }')")
  echo "round $round: load ${ours[-1]} s, psql ${peers[-1]} s, speed ratio ${ratios[-1]}"
done
a=$(median "${ours[@]}") b=$(median "${peers[@]}")
awk -v a="$a" -v b="$b" -v rows="$rows" -v r="$(median "${ratios[@]}")" 'BEGIN {
  printf "median, %d rows of gold: load %.2f s (%d rows/s), psql %.2f s (%d rows/s), ratio %.2f\n", rows, a, rows / a, b, rows / b, r }'

nothing=$(seconds "${load[@]}")
# A day more changes the workspace, so the next benchmark makes another one.
"$waybill" simulate --days 1 --truth ledger --workspace "$space" > /dev/null 2>&1
"$waybill" run --workspace "$space" > /dev/null 2>&1
increment=$(seconds "${load[@]}")
changed=$(node -e 'const { tables } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
  console.log(tables.reduce((sum, t) => sum + t.inserted + t.updated + t.deleted, 0));' "$area/last.log")
rm -rf "$space"
awk -v n="$nothing" -v i="$increment" -v c="$changed" 'BEGIN { printf "nothing to do: %.2f s; one more day: %d rows in %.2f s (%d rows/s)\n", n, c, i, c / i }'
