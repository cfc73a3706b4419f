#!/usr/bin/env bash
# A throw-away PostgreSQL on a unix socket, as an unprivileged user: postgres_for_tests.sh start FOLDER | stop FOLDER
# "start" prints the address for SOFRA_DATABASE_URL; everything lives in FOLDER and goes with it.
set -euo pipefail
what=${1:?start or stop} folder=${2:?a folder}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed. On Debian: apt-get install postgresql" >&2; exit 1; }

# PostgreSQL refuses to run as root, and rightly.
as_user() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME="$folder" "$@"; else "$@"; fi; }

case $what in
start)
    mkdir -p "$folder/socket"
    chmod 755 "$folder"
    [ "$(id -u)" != 0 ] || chown -R nobody:nogroup "$folder"
    as_user "$bin/initdb" -D "$folder/data" -U sofra -A trust -E UTF8 --no-sync --locale=C.UTF-8 >"$folder/initdb.log" 2>&1
    options="-k $folder/socket -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    as_user "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -o "$options" start >/dev/null
    as_user "$bin/createdb" -h "$folder/socket" -U sofra sofra
    socket=$(printf '%s' "$folder/socket" | sed 's|/|%2F|g')
    echo "postgresql://sofra@$socket/sofra"
    ;;
stop)
    as_user "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null || true
    rm -rf "$folder"
    ;;
*) echo "start or stop" >&2 && exit 2 ;;
esac
