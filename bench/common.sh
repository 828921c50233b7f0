# What the benchmarks share: machine, median, workspaces under artifacts/bench.
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
waybill="$root/waybill"
area="$root/artifacts/bench"
mkdir -p "$area"

machine() {
  echo "machine: $(nproc) processors, $(grep -m 1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(date -u +%F)"
}

median() { # numbers as arguments
  printf '%s\n' "$@" | sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

seconds() { # runs a command quietly and prints how long it took
  local from to
  from=$(date +%s.%N)
  "$@" > "$area/last.log" 2>&1 || { cat "$area/last.log" >&2; exit 1; }
  to=$(date +%s.%N)
  awk -v from="$from" -v to="$to" 'BEGIN { printf "%.3f\n", to - from }'
}
