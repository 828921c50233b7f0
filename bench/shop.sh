#!/usr/bin/env bash
# The shop into PostgreSQL beside PostgreSQL's own tools, on a server that this script starts (fsync on, constraints on):
# a backfill beside psql's COPY of the same rows from ready-made files, and live transactions beside pgbench at the same number of connections.
# bench/shop.sh [rounds] [days of backfill] [connections] [scale] [memory | disk: where the server's files lie]
# The live rate counts the opening of its connections and the planning of its day; pgbench leaves the opening out.
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/postgres.sh"
rounds="${1:-3}" days="${2:-4}" connections="${3:-64}" scale="${4:-0.5}" place="${5:-memory}"
space="$area/shop-world" files="$area/shop-files"

sql() { # database, arguments of psql
  local database="$1"
  shift
  "$pg_bin/psql" -d "$server/$database" -X -q -v ON_ERROR_STOP=1 "$@"
}

create() { # database, options
  sql postgres -c "drop database if exists $1" -c "create database $1 ${2:-}" 2> /dev/null
}

simulate() { # database, workspace, more options: prints the figures of what went into PostgreSQL
  "$waybill" simulate --to postgres --postgres "$server/$1" --workspace "$2" --faults none --truth ledger --json "${@:3}" 2> "$area/last.err" || { cat "$area/last.err" >&2; exit 1; }
}

figure() { # name in the JSON on standard input
  grep -o "\"$1\": [0-9.]*" | head -n 1 | cut -d' ' -f2
}

dump() { # database: its rows as files, and the script that copies them into an empty shop as they must go in
  rm -rf "$files"
  mkdir -p "$files"
  echo 'begin;' > "$files/load.sql"
  local table columns values more
  for table in loyalty_tiers channels categories suppliers warehouses carriers products product_prices promotions customers customer_addresses wishlist \
    inventory purchase_orders stock_alerts orders order_items order_status_history cart cart_items customer_activity_log shipments shipment_events \
    order_return return_items payments reviews inventory_log loyalty_ledger; do
    columns=$(sql "$1" -A -t -c "select string_agg(attname, ', ' order by attnum) from pg_attribute where attrelid = 'shop.$table'::regclass
      and attnum > 0 and not attisdropped and attname not in ('updated_at', 'on_hand', 'reserved', 'stock_value', 'points_balance')
      and not ('$table' = 'orders' and attname in ('status', 'status_no', 'status_reason'))")
    values="$columns" more=''
    # Orders begin as Pending and are moved by their history.
    [ "$table" = orders ] && values="${columns/status_at/ordered_at as status_at}"
    [ "$table" = order_status_history ] && more='where status_no > 1'
    sql "$1" -c "\\copy (select $values from shop.$table $more) to '$files/$table.txt'"
    echo "\\copy shop.$table ($columns) from '$files/$table.txt'" >> "$files/load.sql"
  done
  echo 'commit;' >> "$files/load.sql"
}

machine
"$waybill" --version > /dev/null
start_postgres "$place"
server="${address%/postgres}"

rm -rf "$space"
create source
simulate source "$space" --scenario shop_day --scale "$scale" --days "$days" > /dev/null
dump source
rows=$(cat "$files"/*.txt | wc -l)
create empty
cat "$root"/db/*.sql | sql empty -1 2> /dev/null

copies=() fills=()
for round in $(seq "$rounds"); do
  create target 'template empty'
  copies+=("$(seconds sql target -f "$files/load.sql")")
  create target 'template empty'
  rm -rf "$area/shop-fill"
  fills+=("$(seconds simulate target "$area/shop-fill" --scenario shop_day --scale "$scale" --days "$days")")
  echo "round $round: $rows rows, psql COPY ${copies[-1]} s, simulation and backfill ${fills[-1]} s"
done
[ "$(sql target -A -t -c 'select count(*) from shop.check_all')" = 0 ] || { echo 'the database does not add up' >&2; exit 1; }

create pgbench
"$pg_bin/pgbench" -i -q -s "$connections" "$server/pgbench" > /dev/null 2>&1
peers=() lives=()
for round in $(seq "$rounds"); do
  create target 'template source'
  rm -rf "$area/shop-live"
  cp -a "$space" "$area/shop-live"
  json=$(simulate target "$area/shop-live" --days 1 --live --connections "$connections")
  took=$(figure seconds <<< "${json#*postgres}")
  lives+=("$(awk -v n="$(figure transactions <<< "$json")" -v s="$took" 'BEGIN { printf "%.0f\n", n / s }')")
  peers+=("$("$pg_bin/pgbench" -n -c "$connections" -j "$(nproc)" -T 20 "$server/pgbench" 2> /dev/null \
    | grep -o 'tps = [0-9]*' | cut -d' ' -f3)")
  echo "round $round: live ${lives[-1]} transactions/s, pgbench ${peers[-1]}"
done

a=$(median "${copies[@]}") b=$(median "${fills[@]}")
awk -v a="$a" -v b="$b" -v n="$rows" 'BEGIN { printf "backfill: %.0f rows/s, psql COPY %.0f rows/s, ratio %.2f (target at least 0.60)\n", n / b, n / a, a / b }'
a=$(median "${lives[@]}") b=$(median "${peers[@]}")
awk -v a="$a" -v b="$b" 'BEGIN { printf "live: %.0f transactions/s, pgbench %.0f, ratio %.2f (target at least 0.50)\n", a, b, a / b }'
