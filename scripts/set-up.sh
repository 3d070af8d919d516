#!/bin/sh
# Makes .venv with the toolkit in it. `set-up.sh test` adds what the tests need; `set-up.sh lowest` makes .venv-lowest,
# with the lowest versions that pyproject.toml allows, for the lowest Python; `set-up.sh mutants` makes .venv-mutants,
# what the tests need and mutmut.
# System packages are installed where that asks for no password; else the line to type is printed.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-use}
case $purpose in
lowest) venv=.venv-lowest lock=requirements-lowest.lock first=python3.11 ;;
mutants) venv=.venv-mutants lock=requirements-test.lock first=python3 ;;
test) venv=.venv lock=requirements-test.lock first=python3 ;;
*) venv=.venv lock=requirements.lock first=python3 ;;
esac

say() { printf '%s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_be_root() {
    [ "$(id -u)" = 0 ] || { has sudo && sudo -n true 2>/dev/null; }
}

apt_install() {
    as_root apt-get update -q >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2
}

# install "names for apt" "names for brew": fails, with the line to type, where it may not or cannot
# shellcheck disable=SC2086  # the names are words
install() {
    if has apt-get; then
        if may_be_root && apt_install $1; then return; fi
        line="apt-get install --no-install-recommends $1"
        say "Missing on this machine. To install it, type as root (or behind sudo): $line"
    elif has brew; then
        if brew install $2 >&2; then return; fi
        say "Missing on this machine. To install it, type: brew install $2"
    elif [ "$(uname)" = Darwin ]; then
        say "Missing on this machine. Install Homebrew (https://brew.sh), then type: brew install $2"
    else
        say "Missing on this machine. Install it with your package manager; on Debian it is called: $1"
    fi
    return 1
}

# the first Python that is new enough; with an argument, that has this module too
find_python() {
    for name in "$first" python3 python3.14 python3.13 python3.12 python3.11 python; do
        if has "$name" && "$name" -c "import sys${1:+, $1}; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
    return 1
}

make_venv() {
    if ! find_python >/dev/null && ! install "python3 python3-venv" "python"; then
        say "Python 3.11 or newer is needed; see also https://www.python.org/downloads/"
        return 1
    fi
    python=$(find_python ensurepip || find_python) || {
        say "Python 3.11 or newer is needed, and this system's own is older: https://www.python.org/downloads/"
        return 1
    }
    case $python in
    python3.*) package=$python-venv ;;
    *) package=python3-venv ;;
    esac
    "$python" -c "import ensurepip" 2>/dev/null || install "$package" "python"
    "$python" -m venv --clear "$venv"
    pwd >"$venv/made-in"
}

# not after the folder was moved, nor after its Python was taken away
venv_works() {
    [ "$(cat "$venv/made-in" 2>/dev/null)" = "$(pwd)" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

filled_from() { cmp -s "$1" "$venv/filled-from" && cmp -s pyproject.toml "$venv/filled-for"; }

# the packages of the lock file, by their hashes, and this folder on top; the lock is whole, and without --no-deps pip
# looks at newer versions of what another asks for with an extra (fonttools[woff])
fill_venv() {
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r "$lock"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    [ "$purpose" != mutants ] || "$venv/bin/python" -m pip install -q --disable-pip-version-check mutmut==3.8.1
    cp "$lock" "$venv/filled-from"
    cp pyproject.toml "$venv/filled-for"
}

venv_works || make_venv
# what the tests need contains what use needs
filled_from "$lock" || { [ "$purpose" = use ] && filled_from requirements-test.lock; } || fill_venv

works() { "$venv/bin/python" -c "$1" >/dev/null 2>&1; }

if ! works "from toolkit.outputs.pdf import ENGINE; ENGINE.load()"; then
    say "PDFs need Pango."
    install "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" "pango" || [ "$purpose" = use ]
fi

if [ "$purpose" != use ] && [ "$purpose" != mutants ]; then
    has git || install "git" "git"
    has npm || install "nodejs npm" "node"
    has khal || install "khal" "khal"
    # a machine may have Pango without it; PDFs are the same then, which is what a test is about
    works "from weasyprint.text.ffi import harfbuzz_subset as library; library.hb_subset_input_create_or_fail" ||
        install "libharfbuzz-subset0" "harfbuzz"
    works "from tests.outputs.readers.with_libical import library; library()" || install "libical3" "libical"
    npm ci --loglevel=error --no-audit --no-fund --prefix tests/outputs/readers >&2
fi
