#!/usr/bin/env bash
# `waybill verify` beside the building of silver and gold that it verifies, in the same run. About 20 M rows in silver.
# bench/verify.sh [rounds] [scale] [days] [faults]
set -euo pipefail
. "$(dirname "$0")/common.sh"
rounds="${1:-3}" scale="${2:-36}" days="${3:-14}" faults="${4:-messy}"

"$waybill" --version > /dev/null
space="$area/verify-$scale-$days-$faults"
[ -d "$space/landing" ] || "$waybill" simulate --scale "$scale" --days "$days" --faults "$faults" --workspace "$space" 2> /dev/null > /dev/null
machine
builds=() verifies=()
for round in $(seq "$rounds"); do
  rm -rf "$space/lake" "$space/state/landed-"* "$space/state/runs"
  "$waybill" run --json --workspace "$space" 2> /dev/null > "$area/verify-run.json"
  builds+=("$(node -e '
    const { run } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    const steps = run.steps.filter(s => /^(silver|gold)\./.test(s.model));
    console.log(steps.reduce((sum, s) => sum + s.seconds, 0).toFixed(3));' "$area/verify-run.json")")
  verifies+=("$(seconds "$waybill" verify --workspace "$space")")
  echo "round $round: silver and gold ${builds[-1]} s, verify ${verifies[-1]} s"
done
rows=$("$waybill" sql --csv "select (select count(*) from silver.orders) + (select count(*) from silver.order_status_events)" --workspace "$space" | tail -n 1)
a=$(median "${verifies[@]}") b=$(median "${builds[@]}")
awk -v a="$a" -v b="$b" -v rows="$rows" 'BEGIN { printf "median, %d rows of silver: verify %.1f s, silver and gold %.1f s, ratio %.2f (target at most 0.50)\n", rows, a, b, a / b }'
