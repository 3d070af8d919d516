#!/bin/sh
# Writes the two lock files from pyproject.toml: versions and hashes, no addresses.
set -eu
cd "$(dirname "$0")/.."

lock() {
    file=$1
    shift
    uv pip compile pyproject.toml "$@" --universal --python-version 3.11 --generate-hashes --output-file "$file" \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet
}

lock requirements.lock --extra build --extra cohorts
lock requirements-test.lock --extra build --extra cohorts --extra test
