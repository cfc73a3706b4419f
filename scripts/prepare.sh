#!/usr/bin/env bash
# Makes .venv and, for tests, the system's parts: prepare.sh demo|test|peers [--quiet]
set -euo pipefail
cd "$(dirname "$0")/.."
what=$1
say() { printf '\033[1m%s\033[0m\n' "$*"; }
loud() { printf '\n\033[1;33m!!! %s\033[0m\n\n' "$*"; }

find_python() { # the first Python that is new enough
    local name
    for name in python3.11 python3 python3.12 python3.13; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    loud "Sofra needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv" >&2
    exit 1
}

apt_install() { # apt_install PACKAGE...: true when Debian could install them
    command -v apt-get >/dev/null || return 1
    local sudo=""
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
        sudo="sudo -n"
    fi
    say "Installing from Debian: $*"
    { $sudo apt-get update -q && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q --no-install-recommends "$@"; } \
        >/tmp/sofra-apt.log 2>&1 || { tail -n 5 /tmp/sofra-apt.log; return 1; }
}

environment() { # environment LOCK: a virtual environment that holds exactly the lock, and Sofra in place
    local lock=$1 print mark=.venv/.holds
    print=$(cat "$lock" pyproject.toml | sha256sum | cut -d' ' -f1)
    if [ -f "$mark" ] && grep -qx "$print" "$mark"; then return; fi
    if [ ! -x .venv/bin/python ]; then
        local python
        python=$(find_python)
        "$python" -m venv .venv 2>/dev/null || { rm -rf .venv; apt_install python3-venv && "$python" -m venv .venv; } || {
            loud "Python cannot make a virtual environment. On Debian: apt-get install python3-venv"
            exit 1
        }
    fi
    say "Installing Sofra and what it stands on into .venv (once, about a minute)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    echo "$print" >>"$mark"
}

beside() { # beside FOLDER PYTHON LOCK: peers that are never shipped, in an environment of their own
    [ -x "$1/bin/python" ] || "$2" -m venv "$1"
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$3"
}

missing_parts() { # what the tests of browser and server would lack
    command -v chromium >/dev/null || echo chromium
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo postgresql
}

case $what in
demo) environment requirements/demo.txt ;;
test)
    environment requirements/test.txt
    [ "${2:-}" = --quiet ] && exit
    parts=$(missing_parts)
    # shellcheck disable=SC2086
    [ -z "$parts" ] || apt_install $parts || true
    parts=$(missing_parts)
    if [ -n "$parts" ]; then
        loud "Not installed and not installable here: $(echo $parts). The tests that need them are LEFT OUT."
        [ "${CI:-}" != true ] || exit 1
    fi
    ;;
peers)
    environment requirements/peers.txt
    packages='library(survey); library(laeken); library(sampling); library(jsonlite)'
    command -v Rscript >/dev/null && Rscript -e "$packages" >/dev/null 2>&1 ||
        apt_install r-base-core r-cran-survey r-cran-laeken r-cran-sampling r-cran-jsonlite ||
        loud "R with its survey packages is not here: the comparison with R is LEFT OUT."
    command -v java >/dev/null || apt_install openjdk-17-jre-headless || loud "No Java: Spark is LEFT OUT."
    say "Peers for roads, reach and siting"
    beside .venv-geo "$(find_python)" requirements/geo.txt || loud "access, spopt and pandana are LEFT OUT."
    if command -v python3.12 >/dev/null && python3.12 -c '' 2>/dev/null; then
        beside .venv312 python3.12 requirements/roads312.txt || loud "OSRM is LEFT OUT."
    else
        loud "No Python 3.12: OSRM, the peer for travel times, is LEFT OUT."
    fi
    command -v soffice >/dev/null || apt_install libreoffice-writer-nogui || loud "No LibreOffice: Word files are not opened in it."
    ;;
*) echo "prepare.sh demo|test|peers" && exit 2 ;;
esac
