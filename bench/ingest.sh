#!/bin/sh
# Reading landed CSV beside DuckDB's read_csv, interleaved, median of five rounds. First argument: megabytes a feed (512).
set -eu
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v q bench/Waybill.Bench
exec artifacts/bin/Waybill.Bench/release/Waybill.Bench ingest "$@"
