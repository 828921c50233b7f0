#!/usr/bin/env bash
# `waybill run` beside one hand-written DuckDB script that reads, deduplicates, joins and writes the same tables without a lake.
# About 15 M status rows and 5 M orders in CSV, interleaved, median of five.   bench/run.sh [rounds] [scale] [days]
set -euo pipefail
. "$(dirname "$0")/common.sh"
rounds="${1:-5}" scale="${2:-36}" days="${3:-14}"

"$waybill" --version > /dev/null
dotnet build -c Release --nologo -v q "$root/bench/Waybill.Bench"
space="$area/run-$scale-$days"
if [ ! -d "$space/landing" ]; then
  "$waybill" simulate --scale "$scale" --days "$days" --faults none --truth ledger --workspace "$space" 2> /dev/null
  rm -rf "$space/landing/factory" # the peer knows orders only
fi
machine
echo "data: $(cat "$space"/landing/sales/*.csv | wc -l) order lines, $(cat "$space"/landing/logistics/*.csv | wc -l) status lines, $(du -sh "$space/landing" | cut -f1)"
ours=() peers=()
for round in $(seq "$rounds"); do
  rm -rf "$space/lake" "$space/state/landed-"* "$space/state/runs"
  ours+=("$(seconds "$waybill" run --workspace "$space")")
  peers+=("$("$root/artifacts/bin/Waybill.Bench/release/Waybill.Bench" peer "$root/bench/run/peer.sql" "$space/landing" "$area/peer")")
  echo "round $round: waybill run ${ours[-1]} s, hand-written script ${peers[-1]} s"
done
a=$(median "${ours[@]}") b=$(median "${peers[@]}")
awk -v a="$a" -v b="$b" 'BEGIN { printf "median: waybill run %.1f s, hand-written script %.1f s, ratio %.2f (target at most 1.50)\n", a, b, a / b }'
