#!/usr/bin/env bash
# Runs the suite on SQLite with a real browser, then the rooms that touch the database again on PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."
pytest=".venv/bin/python -m pytest -q -n 2"
unset SOFRA_DATABASE_URL

leave_out="not slow and not postgres"
command -v chromium >/dev/null || leave_out="$leave_out and not journey"
echo "== On SQLite =="
$pytest -m "$leave_out"

if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    echo "== The same rooms on PostgreSQL =="
    server=$(mktemp -d)
    trap 'bash scripts/postgres_for_tests.sh stop "$server"' EXIT
    SOFRA_DATABASE_URL=$(bash scripts/postgres_for_tests.sh start "$server")
    export SOFRA_DATABASE_URL
    export SOFRA_TEST_POSTGRES=$SOFRA_DATABASE_URL
    # Commands run in processes and workspaces of their own, on SQLite: a second time they would say the same.
    $pytest -m "not slow and not journey" tests/engine tests/store tests/work tests/web
else
    echo "!!! PostgreSQL is not here: its tests were LEFT OUT."
fi
