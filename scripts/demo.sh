#!/bin/sh
# From nothing to a programme: eighteen invented people, three cohorts in one hall, one meeting moved.
set -eu
cd "$(dirname "$0")/.."
folder=demo/oxford-engineering-ht27

sh scripts/set-up.sh
if [ "$(uname)" = Darwin ] && command -v brew >/dev/null 2>&1; then
    DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib:/usr/local/lib:/usr/lib"
    export DYLD_FALLBACK_LIBRARY_PATH
fi

# a second run keeps what was edited and builds again
if [ ! -e "$folder/programme.yaml" ]; then
    .venv/bin/programme new oxford --template engineering --term "Hilary 2027" --day tue --time 18:30 \
        --mode in-person-peer --cohorts 3 --people 18 --contact "Wren on 01865 496000" --into "$folder" --no-input
    mkdir -p "$folder/people"
    cp docs/demo/people/*.csv "$folder/people/"
    cp docs/demo/cohorts.yaml docs/demo/changes.yaml "$folder/"
fi

status=0
.venv/bin/programme build "$folder" || status=$?
# 3: no Pango; everything but the PDFs is there
[ "$status" = 0 ] || [ "$status" = 3 ] || exit "$status"

cat <<END

What was made, and how many of each to print: $folder/out/index.html
Edit $folder/programme.yaml, then: .venv/bin/programme build $folder
END
