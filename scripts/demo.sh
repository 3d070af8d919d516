#!/bin/sh
# From nothing to a programme: eighteen invented people, three cohorts in one hall, one meeting moved.
set -eu
cd "$(dirname "$0")/.."
folder=demo/oxford-engineering-ht27

sh scripts/set-up.sh

# a second run keeps what was edited and builds again; one that was cut off begins anew
if [ ! -e "$folder" ]; then
    rm -rf demo/unfinished
    .venv/bin/programme new oxford --template engineering --term "Hilary 2027" --day tue --time 18:30 \
        --mode in-person-peer --cohorts 3 --people 18 --contact "Wren on 01865 496000" \
        --into demo/unfinished --no-input --quiet
    cp docs/demo/people/*.csv demo/unfinished/people/
    cp docs/demo/cohorts.yaml docs/demo/changes.yaml demo/unfinished/
    mv demo/unfinished "$folder"
fi

status=0
.venv/bin/programme build "$folder" || status=$?
# 3: no Pango; everything but the PDFs is there
[ "$status" = 0 ] || [ "$status" = 3 ] || exit "$status"

cat <<END

What was made, and how many of each to print: $folder/out/index.html
Edit $folder/programme.yaml, then: .venv/bin/programme build $folder
END
