#!/bin/sh
# Installs the command `programme` for this user, by pipx, with the versions that were tested: pipx takes the newest
# that pyproject.toml allows, and the lock's are put in their place, by their hashes. (pip takes no folder in that
# mode.)
set -eu
cd "$(dirname "$0")/.."

command -v pipx >/dev/null 2>&1 || {
    printf '%s\n' "This needs pipx: apt-get install pipx, or brew install pipx." >&2
    exit 1
}
pipx install --force .
# it may run in another folder
pipx runpip programme-in-a-box install -q --require-hashes --no-deps -r "$PWD/requirements.lock"
