#!/usr/bin/env bash
# Whether everything stays responsive while a world lives: 'waybill up' at speed 1000 (a day in 86 seconds), asked all the time for all panels
# and the live state. Says how quickly it answers, how much of its speed the world keeps, and what the process takes.
# bench/up.sh [speed] [seconds] [workspace]   a workspace of yours, which lives on, instead of a new one: for instance a large one
set -euo pipefail
. "$(dirname "$0")/common.sh"
speed="${1:-1000}" length="${2:-120}"

"$waybill" --version > /dev/null
space="${3:-$area/up}"
[ $# -ge 3 ] || rm -rf "$space"
"$waybill" up --workspace "$space" --speed "$speed" --every 30s --url http://127.0.0.1:0 --json > "$area/up.log" 2>&1 &
up=$!
trap 'kill "$up" 2> /dev/null || true; wait "$up" 2> /dev/null || true; [ $# -ge 3 ] || rm -rf "$space"' EXIT
until grep -q '"event":"run"' "$area/up.log"; do # the first run builds the lake
  kill -0 "$up" 2> /dev/null || { cat "$area/up.log" >&2; exit 1; }
  sleep 0.2
done
machine
node "$root/bench/up/ask.mjs" "$(grep -oE 'http://127.0.0.1:[0-9]+' "$area/up.log" | head -n 1)" "$length" "$up"
echo "runs and comparisons meanwhile: $(grep -c '"event":"run"' "$area/up.log"), $(grep -c '"event":"verified"' "$area/up.log"); failed: $(grep -cE '"succeeded":false|"pass":false|run_failed' "$area/up.log" || true)"
echo "budget: p99 100 ms, lag 0"
