# Two commands are enough: make demo, make test.  CONTRIBUTING.md tells of the others.

PYTHON := .venv/bin/python
FAULTS := tests/faults.py
BENCH := benchmarks/run.py

# What asks for every page, as everybody, has a target of its own: make test stays quick.
SLOW := tests/matrix tests/sweep tests/twins tests/races
N := 2000

.PHONY: help setup demo demo-reset test matrix sweep twins races check lint faults planted-leaks bench \
  lock clean
.NOTPARALLEL:

help:
	@echo "make demo        run the portal with its demonstration partnership"
	@echo "make demo-reset  the same, from the beginning"
	@echo "make setup       make the environment alone, in .venv"
	@echo "make test        run the tests, but for the four below"
	@echo "make matrix      every page, every person, every class of row"
	@echo "make sweep       a word in every field, and who meets it"
	@echo "make twins       two worlds that differ in what is hidden; N=20000 for more interleavings"
	@echo "make races       revoke against read, a thousand times"
	@echo "make check       lint, format, types, import contracts, then make test"
	@echo "make faults      plant known faults one at a time; each must be caught"
	@echo "make planted-leaks  plant leaks one at a time; each must be caught"
	@echo "make bench       measure, and compare with the floors"
	@echo "make lock        write requirements.lock anew from pyproject.toml"
	@echo "make clean       remove all that was made, but no data"

setup:
	@tools/setup

# PORT and PORTAL_DATA reach the portal through the environment.
demo: setup
	@.venv/bin/portal demo

demo-reset: setup
	@.venv/bin/portal demo --reset

test: setup
	@tools/browser
	@$(PYTHON) -m pytest -n 2 tests $(SLOW:%=--ignore=%)

matrix: setup
	@$(PYTHON) -m pytest -n 2 tests/matrix

sweep: setup
	@$(PYTHON) -m pytest -n 2 tests/sweep

twins: setup
	@$(PYTHON) -m pytest -n 2 tests/twins
	@$(PYTHON) -m tests.twins $(N)

races: setup
	@$(PYTHON) -m pytest tests/races

lint: setup
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-cache

check: lint test

faults: setup
	@$(PYTHON) $(FAULTS)

planted-leaks: setup
	@$(PYTHON) -m tests.leaks

bench: setup
	@$(PYTHON) $(BENCH)

# Versions and hashes, and no address: everyone installs the same bytes from their own mirror.
lock:
	@tools/lock

clean:
	rm -rf .venv portal/web/static/vendor dist build .coverage .coverage.* coverage.xml tests/artifacts
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find portal tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +
