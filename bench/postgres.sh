# A PostgreSQL server of its own for a benchmark: start_postgres [memory | disk], then $psql and $address; it ends with the script.
# Its files lie in memory unless the disk is asked for, or there is no /dev/shm.
pg_bin="$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)"
[ -n "$pg_bin" ] || { echo "PostgreSQL is missing (Debian: apt-get install postgresql)" >&2; exit 3; }

pg_as() { # the server refuses to run as root
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_postgres() {
  local place="${1:-memory}" base=/dev/shm port
  case "$place" in
    memory) [ -w "$base" ] || { place=disk base=/var/tmp; } ;;
    disk) base=/var/tmp ;;
    *) echo "the server's files lie in memory or on disk, not in '$place'" >&2; exit 2 ;;
  esac
  echo "server: $("$pg_bin/postgres" --version), its files on $place ($(stat -f -c %T "$base"))"
  pg_home="$(mktemp -d "$base/waybill-bench-pg.XXXXXX")"
  [ "$(id -u)" != 0 ] || chown postgres "$pg_home"
  trap 'cd /; pg_as "$pg_bin/pg_ctl" -D "$pg_home/data" -m immediate stop > /dev/null; rm -rf "$pg_home"' EXIT
  port=$((20000 + RANDOM % 20000))
  (cd / && pg_as "$pg_bin/initdb" -D "$pg_home/data" -U waybill -A trust --no-sync > /dev/null \
    && pg_as "$pg_bin/pg_ctl" -D "$pg_home/data" -w -l "$pg_home/log" \
      -o "-c listen_addresses=127.0.0.1 -p $port -k $pg_home -c max_wal_size=8GB -c shared_buffers=512MB" start > /dev/null)
  psql="$pg_bin/psql -h 127.0.0.1 -p $port -U waybill -d postgres -X -q -v ON_ERROR_STOP=1"
  address="postgresql://waybill@127.0.0.1:$port/postgres"
}
