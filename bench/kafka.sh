#!/usr/bin/env bash
# Messages a second of our consumer path (empty, and with all rules and Redis behind it) beside librdkafka's own client in C with an empty
# consumer, on the same broker (librdkafka's mock cluster in a process of its own, which keeps 5 MB a partition). Interleaved.
# Ours reads the topic three times, each time as a new group, and the last time counts: what it is compared with comes compiled.
# bench/kafka.sh [rounds] [partitions]
set -euo pipefail
. "$(dirname "$0")/common.sh"
rounds="${1:-7}" partitions="${2:-64}"
messages=$((partitions * 10000))

command -v gcc > /dev/null && [ -f /usr/include/librdkafka/rdkafka.h ] \
  || { echo "gcc and librdkafka's header are missing (Debian: apt-get install gcc librdkafka-dev)" >&2; exit 3; }
gcc -O2 -o "$area/kafka-consume" "$root/bench/kafka/consume.c" -lrdkafka
dotnet build -c Release --nologo -v q "$root/bench/Waybill.Bench" > /dev/null
bench="$root/artifacts/bin/Waybill.Bench/release/Waybill.Bench"

port=$((20000 + RANDOM % 20000))
redis-server --port "$port" --bind 127.0.0.1 --save "" --dir "$area" > "$area/redis.log" &
redis=$!
coproc broker { exec "$bench" kafka-broker "$partitions" "$messages"; }
trap 'kill $redis 2> /dev/null; exec {broker[1]}>&-; wait $redis || true' EXIT
read -r address messages <&"${broker[0]}"
machine
echo "$messages messages in $partitions partitions; seconds from the first message on, then processor seconds of the client"
ours=() peers=() rules=() ours_cpu=() peers_cpu=() rules_cpu=() ours_ratios=() rules_ratios=()
for round in $(seq "$rounds"); do
  read -r a ac < <("$bench" kafka "$address" "$messages")
  read -r b bc < <("$area/kafka-consume" "$address" "$messages")
  read -r r rc < <("$bench" kafka "$address" "$messages" "$root/models/seeds" "$port")
  ours+=("$a") ours_cpu+=("$ac") peers+=("$b") peers_cpu+=("$bc") rules+=("$r") rules_cpu+=("$rc")
  ours_ratios+=("$(awk -v a="$a" -v b="$b" 'BEGIN { print b / a }')") rules_ratios+=("$(awk -v a="$r" -v b="$b" 'BEGIN { print b / a }')")
  echo "round $round: ours empty $a ($ac), with rules and Redis $r ($rc), librdkafka $b ($bc)"
done
told() { # label, seconds, processor seconds, ratio of seconds
  awk -v what="$1" -v a="$2" -v ac="$3" -v q="$4" -v b="$(median "${peers[@]}")" -v bc="$(median "${peers_cpu[@]}")" -v n="$messages" 'BEGIN {
    printf "median, %s: %d messages/s, librdkafka %d messages/s; median of the rounds'\'' ratios %.2f (budget 0.6); of processor time %d and %d, ratio %.2f\n",
      what, n / a, n / b, q, n / ac, n / bc, bc / ac }'
}
told empty "$(median "${ours[@]}")" "$(median "${ours_cpu[@]}")" "$(median "${ours_ratios[@]}")"
told "rules and Redis" "$(median "${rules[@]}")" "$(median "${rules_cpu[@]}")" "$(median "${rules_ratios[@]}")"
