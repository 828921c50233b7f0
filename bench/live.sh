#!/usr/bin/env bash
# How long an alert takes through the Kafka protocol and Redis on loopback: from the intended sending of its reading (free of coordinated
# omission) until a subscriber of Redis has it. Brokers: librdkafka's mock cluster, which keeps 5 MB a partition.
# The producer waits as long for a batch as it does by default (20 ms), which is part of what is measured.
# The first ten seconds are sent at the same rate and not counted: they are the compiler's.
# bench/live.sh [readings a second] [seconds] [partitions]
set -euo pipefail
. "$(dirname "$0")/common.sh"
rate="${1:-20000}" length="${2:-30}" partitions="${3:-12}"

dotnet build -c Release --nologo -v q "$root/bench/Waybill.Bench" > /dev/null
dotnet build -c Release --nologo -v q "$root/src/Waybill.Cli" > /dev/null
bench="$root/artifacts/bin/Waybill.Bench/release/Waybill.Bench"
home="$(mktemp -d "$area/live.XXXXXX")"
mkdir -p "$home/data"
# The mock brokers do not wake a fetch that waits when messages come, as brokers do: it sleeps its whole time.
echo 'live: {kafka: {properties: {fetch.wait.max.ms: 5}}}' > "$home/data/waybill.yaml"
port=$((20000 + RANDOM % 20000))
redis-server --port "$port" --bind 127.0.0.1 --save "" --dir "$home" > "$home/redis.log" &
redis=$!
coproc broker { exec "$bench" kafka-broker "$partitions" 0; }
watching=""
trap 'kill $redis $watching 2> /dev/null || true; exec {broker[1]}>&-; wait $redis $watching 2> /dev/null || true; rm -rf "$home"' EXIT
read -r address _ <&"${broker[0]}"
"$root/artifacts/bin/Waybill.Cli/release/waybill" live --kafka "$address" --topic telemetry --redis "127.0.0.1:$port" --workspace "$home/data" \
  --for "$((length + 40))s" > "$home/live.log" 2> "$home/live.err" &
watching=$!
sleep 8 # to join the group
machine
"$bench" live "$address" "$port" "$rate" "$length"
echo "budget: p99 50 ms"
