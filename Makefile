# make demo: a programme from nothing, in demo/        make test: everything that is checked before a change is taken
.PHONY: demo install test test-lowest long bench mutants locks

demo:
	sh scripts/demo.sh

# the command for this user, with the versions that were tested; needs pipx
install:
	sh scripts/install.sh

test:
	sh scripts/set-up.sh test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	PYTHONWARNDEFAULTENCODING=1 .venv/bin/python -m pytest -m "" -n auto

# the quick tests on the lowest versions that pyproject.toml allows; without assertions and in the C locale, too
test-lowest:
	sh scripts/set-up.sh lowest
	LC_ALL=C PYTHONOPTIMIZE=1 .venv-lowest/bin/python -m pytest -n auto

# what CI leaves out: a fault at every single write of every verb, and `make install` for real, in a place that is
# thrown away
long:
	sh scripts/set-up.sh test
	EVERY_WRITE=1 .venv/bin/python -m pytest -m slow -n auto tests/disks/test_nothing_lost.py
	sh scripts/try-install.sh

# speed, as ratios within one run, into docs/speed.md; beside plain WeasyPrint and, where it is there, Debian's chromium
bench:
	sh scripts/set-up.sh test
	.venv/bin/python benchmarks/bench.py
	.venv/bin/python benchmarks/cohorts.py --sizes 30,100

# small faults put into the code, and whether the quick tests beside it notice: docs/mutants.md. Not in CI.
# `make mutants FOLDER=keeping SAMPLE=300 SEED=2` tries others; to begin anew, take .mutants/ away
FOLDER = planning keeping jobs documents/views
SAMPLE = 100
SEED = 1
mutants:
	sh scripts/set-up.sh mutants
	for folder in $(FOLDER); do \
	    nice -n 10 .venv-mutants/bin/python scripts/mutants.py $$folder --sample $(SAMPLE) --seed $(SEED) || exit 1; \
	done

# after a change to the dependencies in pyproject.toml; needs uv
locks:
	sh scripts/lock.sh
