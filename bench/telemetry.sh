#!/bin/sh
# Readings of trucks as JSON lines on one core: physics and text. First argument: rounds (5). Target: 2 M points/s of processor time.
set -eu
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v q bench/Waybill.Bench
exec $(command -v taskset > /dev/null && echo taskset -c 0) artifacts/bin/Waybill.Bench/release/Waybill.Bench telemetry "$@"
