#!/bin/sh
# Runs `make install` for real, with a pipx of its own, in a place that is thrown away: the versions are the lock's, and
# the command makes and checks a programme from elsewhere. Needs the index that pip is set up for.
set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

.venv/bin/python -m venv "$place/pipx"
"$place/pipx/bin/python" -m pip install -q --disable-pip-version-check pipx
PATH="$place/pipx/bin:$PATH" PIPX_HOME="$place/home" PIPX_BIN_DIR="$place/bin" sh scripts/install.sh

"$place/home/venvs/programme-in-a-box/bin/python" - requirements.lock <<'END'
import importlib.metadata, re, sys

text = open(sys.argv[1], encoding="utf-8").read()
locked = dict(re.findall(r"^([\w.-]+)==(\S+) \\$", text, re.MULTILINE))
wrong = [f"{name} {importlib.metadata.version(name)}, not {version}" for name, version in locked.items()
         if importlib.metadata.version(name) != version]
sys.exit("\n".join(wrong) or 0)
END

cd "$place"
bin/programme new oxford --template engineering --term "Hilary 2027" --into tried --no-input --quiet
bin/programme plan tried >/dev/null
