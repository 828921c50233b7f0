#!/usr/bin/env bash
# A day's files on top of a long history beside the same files on top of ten days, and of forty: orders live for up to three weeks, so what
# grows beyond forty days is the history's own price. All histories are built in runs of ten days.
# bench/increment.sh [rounds] [days of history] [scale]
set -euo pipefail
. "$(dirname "$0")/common.sh"
rounds="${1:-5}" history="${2:-300}" scale="${3:-1}"

"$waybill" --version > /dev/null
world="$area/increment-world-$history-$scale"
[ -d "$world/landing" ] || "$waybill" simulate --scale "$scale" --days $((history + 1)) --truth ledger --workspace "$world" 2> /dev/null

files() { # first and last day of history, counted from 1: prints the files dropped on those days
  local day
  for day in $(seq "$1" "$2"); do
    local stamp
    stamp=$(date -u -d "2026-01-01 + $((day - 1)) days" +%Y%m%d)
    (cd "$world" && find landing -name "*_${stamp}_*")
  done
}

land() { # workspace; files on standard input: they land there as hard links
  local file
  while read -r file; do
    mkdir -p "$1/$(dirname "$file")"
    [ -e "$1/$file" ] || ln "$world/$file" "$1/$file"
  done
}

build() { # workspace, first day: takes in the history ten days at a time
  local space="$1" day
  rm -rf "$space" "$space.before"
  "$waybill" init --workspace "$space" > /dev/null
  for ((day = $2; day <= history; day += 10)); do
    files "$day" $((day + 9 < history ? day + 9 : history)) | land "$space"
    "$waybill" run --workspace "$space" > "$area/last.log" 2>&1 || { cat "$area/last.log"; exit 1; }
  done
  mkdir "$space.before"
  cp -a "$space/lake" "$space/state" "$space.before/"
}

increment() { # workspace: the last day's files on top of the saved history
  local space="$1"
  rm -rf "$space/lake" "$space/state"
  cp -a "$space.before/lake" "$space.before/state" "$space/"
  files $((history + 1)) $((history + 1)) | land "$space"
  sync
  seconds "$waybill" run --workspace "$space"
}

machine
build "$area/increment-long" 1
build "$area/increment-middle" $((history - 39))
build "$area/increment-short" $((history - 9))
long=() middle=() short=()
for round in $(seq "$rounds"); do
  long+=("$(increment "$area/increment-long")")
  middle+=("$(increment "$area/increment-middle")")
  short+=("$(increment "$area/increment-short")")
  echo "round $round: on top of $history days ${long[-1]} s, of 40 days ${middle[-1]} s, of 10 days ${short[-1]} s"
done
a=$(median "${long[@]}") b=$(median "${short[@]}") m=$(median "${middle[@]}")
awk -v a="$a" -v b="$b" -v m="$m" 'BEGIN { printf "median: %.2f s and %.2f s, ratio %.2f (target at most 1.30); beside 40 days %.2f s, ratio %.2f\n", a, b, a / b, m, a / m }'
