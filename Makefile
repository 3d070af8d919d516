# make demo: a programme from nothing, in demo/        make test: everything that is checked before a change is taken
.PHONY: demo test bench locks

demo:
	sh scripts/demo.sh

test:
	sh scripts/set-up.sh test
	.venv/bin/ruff check .
	.venv/bin/mypy
	PYTHONWARNDEFAULTENCODING=1 .venv/bin/python -m pytest -m "" -n auto
	LC_ALL=C .venv/bin/python -O -m pytest -n auto

# speed, as ratios within one run
bench:
	sh scripts/set-up.sh test
	.venv/bin/python benchmarks/bench.py
	.venv/bin/python benchmarks/cohorts.py --sizes 30,100

# after a change to the dependencies in pyproject.toml; needs uv
locks:
	sh scripts/lock.sh
