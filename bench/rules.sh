#!/usr/bin/env bash
# All rules over readings of 10,000 trucks on two cores, the reader of JSON beside a bare walk over its tokens, JSON to alert at 100,000
# readings a second counted from when each was due, and the memory of 100,000 trucks.   bench/rules.sh [rounds]
set -euo pipefail
. "$(dirname "$0")/common.sh"

dotnet build -c Release --nologo -v q "$root/bench/Waybill.Bench"
machine
"$root/artifacts/bin/Waybill.Bench/release/Waybill.Bench" rules "${1:-5}" "$root/models/seeds"
