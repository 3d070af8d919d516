# make demo: a programme from nothing, in demo/        make test: everything that is checked before a change is taken
.PHONY: demo install test test-lowest long bench locks

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
	LC_ALL=C .venv/bin/python -O -m pytest -n auto

# the quick tests on the lowest versions that pyproject.toml allows
test-lowest:
	sh scripts/set-up.sh lowest
	.venv-lowest/bin/python -m pytest -n auto

# what CI leaves out: `make install` for real, in a place that is thrown away
long:
	sh scripts/set-up.sh test
	sh scripts/try-install.sh

# speed, as ratios within one run
bench:
	sh scripts/set-up.sh test
	.venv/bin/python benchmarks/bench.py
	.venv/bin/python benchmarks/cohorts.py --sizes 30,100

# after a change to the dependencies in pyproject.toml; needs uv
locks:
	sh scripts/lock.sh
