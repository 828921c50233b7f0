#!/usr/bin/env bash
# Messages a second of our consumer path, work included, beside librdkafka's own client in C with an empty consumer, on the same broker
# (librdkafka's mock cluster in a process of its own, which keeps 5 MB a partition). Interleaved; the work is chosen by name.
# bench/kafka.sh [rounds] [work] [partitions]
set -euo pipefail
. "$(dirname "$0")/common.sh"
rounds="${1:-7}" work="${2:-nothing}" partitions="${3:-64}"
messages=$((partitions * 10000))

command -v gcc > /dev/null && [ -f /usr/include/librdkafka/rdkafka.h ] \
  || { echo "gcc and librdkafka's header are missing (Debian: apt-get install gcc librdkafka-dev)" >&2; exit 3; }
gcc -O2 -o "$area/kafka-consume" "$root/bench/kafka/consume.c" -lrdkafka
dotnet build -c Release --nologo -v q "$root/bench/Waybill.Bench" > /dev/null
bench="$root/artifacts/bin/Waybill.Bench/release/Waybill.Bench"

coproc broker { exec "$bench" kafka-broker "$partitions" "$messages"; }
trap 'exec {broker[1]}>&-' EXIT
read -r address messages <&"${broker[0]}"
machine
echo "$messages messages in $partitions partitions; seconds from the first message on, then processor seconds of the client"
ours=() peers=() ours_cpu=() peers_cpu=()
for round in $(seq "$rounds"); do
  read -r a ac < <("$bench" kafka "$address" "$messages" "$work")
  read -r b bc < <("$area/kafka-consume" "$address" "$messages")
  ours+=("$a") ours_cpu+=("$ac") peers+=("$b") peers_cpu+=("$bc")
  echo "round $round: ours $a ($ac), librdkafka $b ($bc)"
done
awk -v a="$(median "${ours[@]}")" -v b="$(median "${peers[@]}")" -v ac="$(median "${ours_cpu[@]}")" -v bc="$(median "${peers_cpu[@]}")" -v n="$messages" 'BEGIN {
  printf "median: ours %d messages/s, librdkafka %d messages/s, ratio %.2f; of processor time %d and %d, ratio %.2f (budget 0.6)\n",
    n / a, n / b, b / a, n / ac, n / bc, bc / ac }'
