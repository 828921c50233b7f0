#!/usr/bin/env bash
# The dashboard in chromium: size of its script, first contentful paint, frames a second of the map and the heap of the page while trucks move.
# bench/web.sh [trucks] [speed] [minutes] [workspace]   a workspace of yours, which lives on, instead of a new one: for instance a large one
# Targets on 2 cores, server and browser together: script under 400 kB gzipped, paint under 1 s, above 30 frames/s with 500 trucks, heap flat over 10 minutes.
set -euo pipefail
. "$(dirname "$0")/common.sh"
trucks="${1:-500}" speed="${2:-60}" minutes="${3:-10}"
space="${4:-$area/web}" port=8477

"$waybill" --help > /dev/null
machine
script=$(for file in "$root"/web/dist/assets/*.js; do gzip -9c "$file" | wc -c; done | awk '{ sum += $1 } END { printf "%.0f", sum / 1000 }')
echo "script: $script kB gzipped, all pages together (budget 400)"

world=()
if [ $# -lt 4 ]; then
  rm -rf "$space"
  printf 'name: many\ncold_chain:\n  trucks: %d\n  report_seconds: 30\n' "$trucks" > "$area/web.yaml"
  world=(--scenario "$area/web.yaml" --scale 0.25 --history 1)
fi
"$waybill" up --workspace "$space" "${world[@]}" --speed "$speed" --every 2m --no-verify --url "http://127.0.0.1:$port" > "$area/web.log" 2>&1 &
server=$!
trap 'kill $server 2> /dev/null; wait $server || true' EXIT
for _ in $(seq 600); do
  curl -sf "http://127.0.0.1:$port/health" > /dev/null && break
  kill -0 $server || { cat "$area/web.log" >&2; exit 1; }
  sleep 0.5
done
node "$root/bench/web/measure.mjs" "http://127.0.0.1:$port" "$minutes"
