#!/usr/bin/env bash
# Writes requirements/*.txt with hashes from pyproject.toml; needs uv (pip install uv). Names no registry.
set -euo pipefail
cd "$(dirname "$0")/.."
extras="--extra linking --extra report --extra spss --extra postgres --extra roads --extra siting --extra rounds --extra raster"
compile() { # compile OUTPUT ARGS...: one lock for every operating system
    local output=$1
    shift
    uv pip compile pyproject.toml requirements/build.in "$@" --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --custom-compile-command "make lock" --quiet --output-file "$output"
}
compile requirements/demo.txt $extras
compile requirements/test.txt $extras --group test
uv pip compile requirements/geo.in --python-version 3.11 --generate-hashes --no-emit-index-url \
    --custom-compile-command "make lock" --quiet --output-file requirements/geo.txt
uv pip compile requirements/roads312.in --python-version 3.12 --generate-hashes --no-emit-index-url \
    --custom-compile-command "make lock" --quiet --output-file requirements/roads312.txt
compile requirements/peers.txt $extras --group test --group peers
