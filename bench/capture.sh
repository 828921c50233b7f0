#!/usr/bin/env bash
# `waybill capture`, catching up with a million changes, beside pg_recvlogical, which writes the same stream of the same server to nowhere;
# then following clients that write at full speed, and how far behind it is when they stop.
# bench/capture.sh [rounds] [changes] [seconds] [clients]
# Targets on 2 cores: 150,000 changes/s landed (client and server together), less than 2 s behind at the end.
set -euo pipefail
. "$(dirname "$0")/common.sh"
rounds="${1:-3}" changes="${2:-1000000}" seconds="${3:-20}" clients="${4:-8}"
space="$area/capture" folder="$(mktemp -d "${TMPDIR:-/tmp}/waybill-capture.XXXXXX")" port=54871
bin="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)"
export PGHOST=127.0.0.1 PGPORT="$port" PGUSER=waybill PGDATABASE=shop
address="postgresql://waybill@127.0.0.1:$port/shop"

server() { # a program of PostgreSQL, which refuses to be root
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$bin/$@"); else "$bin/$@"; fi
}

finish() {
  server pg_ctl -D "$folder/data" -m immediate stop > /dev/null 2>&1 || true
  rm -rf "$folder"
}
trap finish EXIT

sql() { "$bin/psql" -qAt -v ON_ERROR_STOP=1 "$@"; }
field() { sed -n "s/^ *\"$1\": \([0-9.]*\),\?$/\1/p" "$2"; }

capture() { # more arguments
  "$waybill" capture --postgres "$address" --slot bench --workspace "$space" --json "$@"
}

"$waybill" --version > /dev/null
rm -rf "$space"
[ "$(id -u)" != 0 ] || chown postgres "$folder"
server initdb -D "$folder/data" -U waybill -A trust --no-sync > /dev/null
server pg_ctl -D "$folder/data" -w -l "$folder/log" \
  -o "-c listen_addresses=127.0.0.1 -p $port -k $folder -c wal_level=logical -c max_wal_size=8GB -c shared_buffers=1GB" start > /dev/null
"$bin/createdb" shop
cat "$root"/db/*.sql | sql -1 > /dev/null 2>&1
sql -c "insert into shop.channels values (1, 'Shop', 'own')" \
  -c "insert into shop.loyalty_tiers (tier_id, name, position, min_spend, points_per_unit) values (1, 'Bronze', 1, 0, 1)" \
  -c "insert into shop.customers (customer_id, full_name, email, channel_id, tier_id, tier_since, registered_at)
      select n, 'Customer ' || n, n || '@example.com', 1, 1, '2026-01-01', '2026-01-01' from generate_series(1, 100000) n"
capture > "$area/capture.json" 2> /dev/null
machine
ours=() peers=()
for round in $(seq "$rounds"); do
  sql -c "select pg_create_logical_replication_slot('peer', 'pgoutput')" > /dev/null
  # Half inserts into a journal, half updates with both images, a thousand changes a transaction.
  for part in $(seq $((changes / 200000))); do
    sql -c "insert into shop.customer_activity_log (session_id, customer_id, channel_id, device_type, event, query_text, occurred_at)
        select 's' || n / 5, 1 + n % 1000, 1, 'mobile', 'search', 'query ' || n, '2026-01-02' from generate_series(1, 100000) n" \
      -c "update shop.customers set phone = 'p$round$part'"
  done
  end="$(sql -c 'select pg_current_wal_lsn()')"
  p=$(seconds "$bin/pg_recvlogical" -d shop -S peer --start -o proto_version=1 -o publication_names=waybill -f /dev/null --no-loop --endpos="$end")
  sql -c "select pg_drop_replication_slot('peer')" > /dev/null
  capture > "$area/capture.json" 2> /dev/null
  n=$(field changes "$area/capture.json")
  ours+=("$(awk -v n="$n" -v s="$(field landing_seconds "$area/capture.json")" 'BEGIN { printf "%.0f\n", n / s }')")
  peers+=("$(awk -v n="$n" -v s="$p" 'BEGIN { printf "%.0f\n", n / s }')")
  echo "round $round: $n changes, landed ${ours[-1]} changes/s, pg_recvlogical to /dev/null ${peers[-1]} changes/s; with bronze $(field seconds "$area/capture.json") s"
done
awk -v a="$(median "${ours[@]}")" -v b="$(median "${peers[@]}")" \
  'BEGIN { printf "median: landed %.0f changes/s (target 150000), %.2f of what the server sends to a client that drops it\n", a, a / b }'

cat > "$folder/write.sql" <<'SQL'
\set id random(1, 100000)
begin;
update shop.customers set phone = :id::text where customer_id = :id;
insert into shop.customer_activity_log (session_id, customer_id, channel_id, device_type, event, query_text, occurred_at)
  values ('s', :id, 1, 'mobile', 'search', 'live', '2026-01-03');
commit;
SQL
"$waybill" capture --postgres "$address" --slot bench --workspace "$space" --json --follow > "$area/follow.json" 2> "$area/follow.log" &
follower=$!
"$bin/pgbench" -n -c "$clients" -j 2 -T "$seconds" -f "$folder/write.sql" shop 2> /dev/null | grep -E '^tps'
from=$(date +%s.%N)
end="$(sql -c 'select pg_current_wal_flush_lsn()')"
until [ "$(sed -n 's/^  "landed": "\(.*\)",$/\1/p' "$space/state/capture.json" | xargs -I{} "$bin/psql" -qAt -c "select '{}'::pg_lsn >= '$end'::pg_lsn - 200")" = t ]; do sleep 0.05; done
awk -v from="$from" -v to="$(date +%s.%N)" 'BEGIN { printf "follow: everything had landed %.2f s after the last commit (target 2)\n", to - from }'
kill -TERM "$follower"
wait "$follower"
echo "follow: $(field changes "$area/follow.json") changes in $(field batches "$area/follow.json") batches"
