#!/usr/bin/env bash
# Runs the suite on SQLite with a real browser, then the rooms that touch the database again on PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."
pytest=".venv/bin/python -m pytest -q -n 2"
unset SOFRA_DATABASE_URL

# One core reads the types while the other makes the demo that the pages and the journeys take copies of.
demo=$(mktemp -d)/demo server=
tidy() {
    [ -z "$server" ] || bash scripts/postgres_for_tests.sh stop "$server"
    rm -rf "$(dirname "$demo")"
}
trap tidy EXIT
.venv/bin/sofra demo "$demo" >"$demo.log" 2>&1 &
making=$!
make --no-print-directory lint types
wait "$making" || { cat "$demo.log"; exit 1; }
export SOFRA_TEST_DEMO=$demo

echo "== On SQLite =="
$pytest -m "not slow and not postgres and not journey"

# The browser's driver keeps an event loop, in which Django refuses its database: a process of their own.
if command -v chromium >/dev/null; then
    echo "== In a real browser =="
    $pytest -m journey tests/journeys
else
    echo "!!! Chromium is not here: the journeys were LEFT OUT."
fi

if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    echo "== The same rooms on PostgreSQL =="
    server=$(mktemp -d)
    SOFRA_DATABASE_URL=$(bash scripts/postgres_for_tests.sh start "$server")
    export SOFRA_DATABASE_URL
    export SOFRA_TEST_POSTGRES=$SOFRA_DATABASE_URL
    # Commands run in processes and workspaces of their own, on SQLite: a second time they would say the same.
    $pytest -m "not slow and not journey and not once" tests/store tests/work tests/web
    $pytest -m postgres tests/engine
else
    echo "!!! PostgreSQL is not here: its tests were LEFT OUT."
fi
