#!/usr/bin/env bash
# Builds the dashboard when its sources are newer than what was built, and copies it beside the program.
#   web/build.sh DIR     the folder that the program serves; replaced as a whole
# It needs npm, which fetches the packages of package-lock.json once and then works offline.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
target="$1"

# npm must not leave a half-filled folder that looks whole: the stamp is written last.
if [ ! -e node_modules/.stamp ] || [ package-lock.json -nt node_modules/.stamp ]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.stamp
fi

if [ ! -e dist/.stamp ] || [ -n "$(find src public index.html vite.config.ts tsconfig.json package-lock.json -newer dist/.stamp -print -quit)" ]; then
  started="$(mktemp)"
  npm run --silent build
  mv "$started" dist/.stamp
fi

if [ ! -e "$target/.stamp" ] || [ dist/.stamp -nt "$target/.stamp" ]; then
  rm -rf "$target"
  mkdir -p "$(dirname "$target")"
  cp -Rp dist "$target"
fi
