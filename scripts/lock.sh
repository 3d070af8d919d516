#!/bin/sh
# Writes the three lock files from pyproject.toml: versions and hashes, no addresses.
set -eu
cd "$(dirname "$0")/.."

lock() {
    file=$1
    shift
    uv pip compile pyproject.toml "$@" --python-version 3.11 --generate-hashes --output-file "$file" \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet
}

lock requirements.lock --universal --extra build --extra cohorts
lock requirements-test.lock --universal --extra build --extra cohorts --extra test
# what we name at its lowest, the rest at its newest, for the Python that CI has
lock requirements-lowest.lock --resolution lowest-direct --extra build --extra cohorts --extra test
