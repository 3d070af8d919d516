#!/bin/sh
# Makes .venv with the toolkit in it. `set-up.sh test` adds what the tests need.
# System packages are installed where that asks for no password; else the line to type is printed.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-use}

say() { printf '%s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_be_root() {
    [ "$(id -u)" = 0 ] || { has sudo && sudo -n true 2>/dev/null; }
}

# install "names for apt" "names for brew": fails, with the line to type, where it may not
# shellcheck disable=SC2086  # the names are words
install() {
    if has apt-get; then
        if ! may_be_root; then
            say "Missing on this machine. To install it, type: sudo apt-get install $1"
            return 1
        fi
        as_root apt-get update -q >&2 || return 1
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $1 >&2
    elif has brew && [ -n "$2" ]; then
        brew install $2 >&2
    else
        say "Missing on this machine. Install with your package manager: $1"
        return 1
    fi
}

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if has "$name" && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
    return 1
}

make_venv() {
    python=$(find_python) || {
        install "python3 python3-venv" "python"
        python=$(find_python) || { say "Python 3.11 or newer is needed: https://www.python.org/downloads/"; return 1; }
    }
    "$python" -m ensurepip --version >/dev/null 2>&1 || install "python3-venv" ""
    "$python" -m venv --clear .venv
}

# the packages of the lock file, by their hashes, and this folder on top
fill_venv() {
    cmp -s "$1" .venv/filled-from && cmp -s pyproject.toml .venv/filled-for && return
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$1"
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    cp "$1" .venv/filled-from
    cp pyproject.toml .venv/filled-for
}

[ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 || make_venv
if [ "$purpose" = test ]; then
    fill_venv requirements-test.lock
else
    # what the tests need contains what use needs
    cmp -s requirements-test.lock .venv/filled-from || fill_venv requirements.lock
fi

if [ "$(uname)" = Darwin ] && has brew; then
    DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib:/usr/local/lib:/usr/lib"
    export DYLD_FALLBACK_LIBRARY_PATH
fi
if ! .venv/bin/python -c "import weasyprint" 2>/dev/null; then
    say "PDFs need Pango."
    install "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" "pango" || [ "$purpose" = use ]
fi

if [ "$purpose" = test ]; then
    has git || install "git" "git"
    has npm || install "nodejs npm" "node"
    has khal || install "khal" "khal"
    if has ldconfig || [ -x /sbin/ldconfig ]; then
        PATH="$PATH:/sbin" ldconfig -p | grep -q 'libical\.so\.3' || install "libical3" "libical"
    fi
    npm ci --silent --no-audit --no-fund --prefix tests/outputs/readers
fi
