#!/usr/bin/env bash
# Everything a fresh machine needs to run every test: installs what is missing, builds, runs the tests, ends with
# a line "N passed, N failed, N skipped". The SDK and npm must be there.
#   ./test.sh          all tests
#   ./test.sh fast     only the fast suite: no network, no servers, and of Waybill.Tests what is not long
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

suites="${1:-all}"

need() { # command, Debian package
  command -v "$1" > /dev/null && return 0
  if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
    echo "installing $2 ..."
    [ -n "${apt_updated:-}" ] || { apt-get update -qq > /dev/null; apt_updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" > /dev/null
  else
    echo "test.sh: '$1' is missing; install it (Debian: apt-get install $2). Tests that need it are skipped." >&2
  fi
}

need_postgres() { # Debian keeps the server's programs out of the path
  ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 && return 0
  if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
    echo "installing postgresql ..."
    [ -n "${apt_updated:-}" ] || { apt-get update -qq > /dev/null; apt_updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql > /dev/null
  else
    echo "test.sh: PostgreSQL is missing; install it (Debian: apt-get install postgresql). Tests that need it are skipped." >&2
  fi
}

need_library() { # file name, Debian package
  ldconfig -p 2> /dev/null | grep -q "$1" && return 0
  if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
    echo "installing $2 ..."
    [ -n "${apt_updated:-}" ] || { apt-get update -qq > /dev/null; apt_updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" > /dev/null
  else
    echo "test.sh: '$1' is missing; install it (Debian: apt-get install $2). Tests that need it are skipped." >&2
  fi
}

need_python_module() { # module, Debian package
  /usr/bin/python3 -c "import $1" 2> /dev/null && return 0
  if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
    echo "installing $2 ..."
    [ -n "${apt_updated:-}" ] || { apt-get update -qq > /dev/null; apt_updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" > /dev/null
  else
    echo "test.sh: Python's '$1' is missing; install it (Debian: apt-get install $2). Tests that need it are skipped." >&2
  fi
}

command -v dotnet > /dev/null || { echo "test.sh: the .NET 10 SDK is missing; see https://dot.net/download" >&2; exit 3; }
need npm npm
need node nodejs

need_servers() {
  need python3 python3
  need_python_module avro python3-avro
  need_postgres
  need redis-server redis-server
  need_library librdkafka.so.1 librdkafka1
  need chromium chromium
}

# Packages are fetched and the dashboard is built while the compiler works; whatever happens meanwhile, neither is left half done.
servers="" dashboard="" memory=""
tidy() {
  wait $servers $dashboard || true
  [ -z "$memory" ] || rm -rf "$memory"
}
trap tidy EXIT
[ "$suites" != all ] || { need_servers & servers=$!; }
web/build.sh "$PWD/artifacts/bin/Waybill.Cli/release/web" > /dev/null &
dashboard=$!
echo "building ..."
dotnet build Waybill.slnx -c Release --nologo -v quiet
wait "$dashboard"
[ -z "$servers" ] || wait "$servers"

# The tests commit thousands of times, and every commit flushes its files: in memory that costs nothing.
if [ -z "${TMPDIR:-}" ] && [ "$(df -kP /dev/shm 2> /dev/null | awk 'NR == 2 { print $4 }')" -gt 4000000 ] 2> /dev/null; then
  memory=$(mktemp -d /dev/shm/waybill-tests.XXXXXX)
  TMPDIR="$memory"
  chmod 1777 "$TMPDIR" # PostgreSQL runs as a user of its own
  export TMPDIR
fi

mkdir -p artifacts/tests
rm -f artifacts/tests/failures
passed=0 failed=0 skipped=0 broken=0

count() { # label, file: adds the numbers behind "label:" in the runner's summary
  grep -oE "$1: +[0-9]+" "$2" | tail -n 1 | grep -oE '[0-9]+' || echo 0
}

run() { # test project, options of the runner
  dotnet "artifacts/bin/$1/release/$1.dll" --no-progress "${@:2}" > "artifacts/tests/$1.log" 2>&1
}

tell() { # test project, its exit code
  local log="artifacts/tests/$1.log"
  if [ "$2" != 0 ]; then
    broken=1
    cat "$log"
    # Said again at the very end: of a long log that is what everybody keeps.
    awk '/^(passed|skipped|Test run summary)/ { failing = 0 } /^failed / { failing = 1 } failing' "$log" | cut -c 1-400 >> artifacts/tests/failures
  fi
  grep -E "^\s*(skipped|SKIP)" "$log" || true
  passed=$((passed + $(count succeeded "$log")))
  failed=$((failed + $(count failed "$log")))
  skipped=$((skipped + $(count skipped "$log")))
}

tell_web() { # name, its exit code, a JSON report, and where in it passed, failed and skipped stand
  if [ "$2" != 0 ]; then
    broken=1
    cat "artifacts/tests/$1.log"
  fi
  local numbers=(0 0 0)
  [ ! -e "$3" ] || read -r -a numbers <<< "$(node -p "const r = JSON.parse(fs.readFileSync('$3', 'utf8')); [$4].join(' ')")"
  passed=$((passed + numbers[0]))
  failed=$((failed + numbers[1]))
  skipped=$((skipped + numbers[2]))
}

test_web_functions() { # the dashboard's pure functions
  echo "running the dashboard's unit tests ..."
  local report="artifacts/tests/web-unit.json" code=0
  rm -f "$report"
  npm --prefix web run --silent unit -- --reporter=json --outputFile="$PWD/$report" > artifacts/tests/web-unit.log 2>&1 || code=$?
  tell_web web-unit "$code" "$report" "r.numPassedTests, r.numFailedTests, r.numPendingTests"
}

test_web_pages() { # every page in a browser, against the program itself
  if ! command -v chromium > /dev/null && [ "${CI:-}" != true ]; then
    echo "  skipped: every page in a browser (chromium is missing)"
    skipped=$((skipped + 1))
    return 0
  fi
  echo "running the dashboard in chromium ..."
  local report="web/test-results/results.json" code=0
  rm -f "$report"
  npm --prefix web run --silent e2e > artifacts/tests/web.log 2>&1 || code=$?
  tell_web web "$code" "$report" "r.stats.expected, r.stats.unexpected + r.stats.flaky, r.stats.skipped"
}

# Most of the slow tests wait for other processes; the fast ones use that time.
fast=0 slow=0
if [ "$suites" = fast ]; then
  echo "running Waybill.Tests ..."
  run Waybill.Tests --filter-not-trait length=long || fast=$?
  tell Waybill.Tests "$fast"
else
  echo "running Waybill.Tests and Waybill.IntegrationTests ..."
  run Waybill.Tests &
  beside=$!
  run Waybill.IntegrationTests || slow=$?
  wait "$beside" || fast=$?
  tell Waybill.Tests "$fast"
  tell Waybill.IntegrationTests "$slow"
fi
test_web_functions
[ "$suites" = fast ] || test_web_pages

[ ! -s artifacts/tests/failures ] || head -n 200 artifacts/tests/failures
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$broken" = 0 ] && [ "$passed" -gt 0 ]
