#!/usr/bin/env bash
# `waybill simulate` with faults messy and the ledger on, beside what `dd … conv=fdatasync` writes to the same disk, interleaved, median
# of the rounds, and beside the same world without faults and with hostile ones; then once with the clean rows as Parquet.
# bench/simulate.sh [rounds] [scale] [days]
# Targets on 2 cores: 5 M rows/s and 350 MB/s of feeds, 0.35 of dd, less than 1 GB of memory; hostile 0.6 of the clean rate.
set -euo pipefail
. "$(dirname "$0")/common.sh"
rounds="${1:-5}" scale="${2:-100}" days="${3:-10}"
space="$area/simulate" zeros="$area/zeros" megabytes=2500

"$waybill" --version > /dev/null

field() { # name of a number in the last result
  sed -n "s/^ *\"$1\": \([0-9.]*\),\?$/\1/p" "$area/simulate.json"
}

simulate() { # level of truth, faults
  rm -rf "$space" && sync
  local timer=()
  [ -x /usr/bin/time ] && timer=(/usr/bin/time -o "$area/memory" -f %M)
  "${timer[@]}" "$waybill" simulate --scale "$scale" --days "$days" --faults "${2:-messy}" --truth "$1" --workspace "$space" --json \
    > "$area/simulate.json" 2> /dev/null
  awk -v rows="$(field rows)" -v feeds="$(field feed_bytes)" -v ledger="$(field ledger_bytes)" -v s="$(field seconds)" \
    -v memory="$(cat "$area/memory" 2> /dev/null || echo 0)" \
    'BEGIN { printf "%.2f %.0f %.0f %.0f %.2f\n", rows / s / 1e6, feeds / s / 1e6, (feeds + ledger) / s / 1e6, memory / 1024, s }'
}

disk() { # MB/s
  rm -f "$zeros" && sync
  local s
  s=$(seconds dd if=/dev/zero of="$zeros" bs=1M count="$megabytes" conv=fdatasync)
  rm -f "$zeros"
  awk -v s="$s" -v mb="$megabytes" 'BEGIN { printf "%.0f\n", mb * 1.048576 / s }'
}

machine
rows=() feeds=() all=() disks=() clean=() hostile=() ratios=() memory=0
for round in $(seq "$rounds"); do
  disks+=("$(disk)")
  read -r r f a m s <<< "$(simulate ledger)"
  rows+=("$r") feeds+=("$f") all+=("$a")
  memory=$((m > memory ? m : memory))
  echo "round $round: $r M rows/s, feeds $f MB/s, with ledger $a MB/s, $s s, $m MiB; dd ${disks[-1]} MB/s"
  read -r r f a m s <<< "$(simulate ledger none)"
  clean+=("$r")
  read -r r f a m s <<< "$(simulate ledger hostile)"
  hostile+=("$r")
  ratios+=("$(awk -v h="$r" -v c="${clean[-1]}" 'BEGIN { printf "%.3f", h / c }')")
  echo "         without faults ${clean[-1]} M rows/s, hostile $r M rows/s (with ledger $a MB/s), ${ratios[-1]} of it"
done
echo "rows: $(field sales_rows) sales, $(field logistics_rows) logistics, $(field factory_rows) factory in $days days at scale $scale"
awk -v r="$(median "${rows[@]}")" -v f="$(median "${feeds[@]}")" -v a="$(median "${all[@]}")" -v d="$(median "${disks[@]}")" -v m="$memory" \
  -v c="$(median "${clean[@]}")" -v h="$(median "${hostile[@]}")" -v q="$(median "${ratios[@]}")" 'BEGIN {
  printf "median: %.2f M rows/s (target 5), feeds %.0f MB/s (target 350), with ledger %.0f MB/s\n", r, f, a
  printf "disk:   dd %.0f MB/s; feeds %.2f of it, with ledger %.2f (target 0.35)\n", d, f / d, a / d
  printf "hostile: %.2f M rows/s beside %.2f without faults; median of the rounds'\'' ratios %.2f (target 0.6)\n", h, c, q
  printf "memory: at most %.0f MiB (target below 1024)\n", m }'
read -r r f a m s <<< "$(simulate full)"
echo "with the clean rows as Parquet: $r M rows/s, feeds $f MB/s, $s s, $m MiB"
rm -rf "$space"
