#!/usr/bin/env bash
# The whole demo at scale 1, from an empty folder to verified gold, beside its limit of ten seconds; and, where one is given, beside
# another published program (artifacts/launcher/app/waybill of an earlier commit) in the same minutes.
# bench/demo.sh [rounds] [other program]
set -euo pipefail
. "$(dirname "$0")/common.sh"
rounds="${1:-5}" other="${2:-}"

"$waybill" --version > /dev/null

demo() { # program
  rm -rf "$area/demo"
  seconds "$1" demo --no-serve --models "$root/models" --workspace "$area/demo"
}

machine
own=() others=()
for round in $(seq "$rounds"); do
  own+=("$(demo "$waybill")")
  line="round $round: ${own[-1]} s"
  if [ -n "$other" ]; then
    others+=("$(demo "$other")")
    line+=", the other ${others[-1]} s"
  fi
  echo "$line"
done
rm -rf "$area/demo"
echo "median: $(median "${own[@]}") s (target at most 10)${other:+, the other $(median "${others[@]}") s}"
