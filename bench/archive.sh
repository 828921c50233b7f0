#!/usr/bin/env bash
# Rows a second of the archive (JSON read, rows made, progress kept, 10,000 a transaction) beside psql, which copies the same rows from a file
# that is ready into the same table of a day with the same key. Interleaved.
# bench/archive.sh [rounds] [rows]
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/postgres.sh"
rounds="${1:-5}" rows="${2:-500000}"

dotnet build -c Release --nologo -v q "$root/bench/Waybill.Bench" > /dev/null
start_postgres
machine
coproc archive { exec "$root/artifacts/bin/Waybill.Bench/release/Waybill.Bench" archive "$address" "$root/db/telemetry" "$rows"; }
archive_once() { echo go >&"${archive[1]}"; read -r took <&"${archive[0]}"; }
empty() { $psql -c "truncate telemetry.readings, telemetry.progress" -c checkpoint; }

archive_once # makes the table, and the file for the peer
day=telemetry.readings_20260103
$psql -c "\\copy $day to '$pg_home/readings.txt'"
ours=() peers=() ratios=()
for round in $(seq "$rounds"); do
  empty
  peers+=("$(seconds $psql -c "\\copy $day from '$pg_home/readings.txt'")")
  empty
  archive_once
  ours+=("$took")
  ratios+=("$(awk -v a="$took" -v b="${peers[-1]}" 'BEGIN { printf "%.2f", b / a }')")
  echo "round $round: archive $took s, psql ${peers[-1]} s, speed ratio ${ratios[-1]}"
done
exec {archive[1]}>&-
awk -v a="$(median "${ours[@]}")" -v b="$(median "${peers[@]}")" -v rows="$rows" -v r="$(median "${ratios[@]}")" 'BEGIN {
  printf "median, %d rows: archive %d rows/s, psql %d rows/s, ratio %.2f (budget 0.6)\n", rows, rows / a, rows / b, r }'
