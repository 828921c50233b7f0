#!/usr/bin/env bash
# Every address of the API on the default workspace: the first answer after a start (cold), then many (warm), 99th percentiles beside the
# limits. Panels with parameters are asked for something else each time, so that no kept answer helps.
# bench/serve.sh [rounds] [requests] [workspace]   a workspace of yours instead of the demo's, for instance a large one
set -euo pipefail
. "$(dirname "$0")/common.sh"
rounds="${1:-5}" requests="${2:-200}" space="${3:-$area/serve-demo}"

"$waybill" --version > /dev/null
[ -d "$space/lake" ] || "$waybill" demo --no-serve --json --workspace "$space" > /dev/null 2>&1
machine
echo "workspace: $(basename "$space"), $("$waybill" tables --json --workspace "$space" |
  node -e 'const t = JSON.parse(require("fs").readFileSync(0, "utf8")); console.log(t.length, "tables,", t.reduce((n, x) => n + x.rows, 0), "rows, most in", t.sort((a, b) => b.rows - a.rows)[0].name)')"
results="$area/serve-results"
rm -rf "$results" && mkdir "$results"
for round in $(seq "$rounds"); do
  : > "$area/serve.log"
  "$waybill" serve --workspace "$space" --url http://127.0.0.1:0 > "$area/serve.log" 2>&1 &
  server=$!
  trap 'kill "$server" 2> /dev/null || true' EXIT
  until address=$(grep -oE 'http://127.0.0.1:[0-9]+' "$area/serve.log"); do
    kill -0 "$server" 2> /dev/null || { cat "$area/serve.log" >&2; exit 1; }
    sleep 0.05
  done
  node "$root/bench/serve/ask.mjs" "$address" "$([ "$round" = 1 ] && echo "$requests" || echo 0)" > "$results/$round.json"
  kill "$server" # a script's background job does not hear Ctrl-C
  wait "$server" || true
done
node "$root/bench/serve/tell.mjs" "$results"
