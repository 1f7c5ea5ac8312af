# make help lists what can be asked.
.DEFAULT_GOAL := help
SHELL := /bin/bash
# What Python compiled it keeps: the tests start it hundreds of times.
unexport PYTHONDONTWRITEBYTECODE
PYTHON ?= python3
BIN := .venv/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip
WORKERS ?= 2
.PHONY: help setup names demo test test-faults bench bench-large bench-territory bench-web bench-detection lint format clean requirements

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: .venv/.run ## the environment in .venv (quick when nothing changed)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed (Debian package: python3)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Missing Debian package: python3-venv (apt-get install python3-venv)"; exit 1; }
	$(PYTHON) -m venv .venv

# Every package is named and hashed in the files, so none is looked for besides (--no-deps).
.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	$(PIP) install --quiet --no-deps --require-hashes --only-binary :all: -r requirements/run.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	$(PIP) install --quiet --no-deps --require-hashes --only-binary :all: -r requirements/dev.txt
	@touch $@

.venv/.bench: requirements/bench.txt .venv/.run
	$(PIP) install --quiet --no-deps --require-hashes --only-binary :all: -r requirements/bench.txt
	@touch $@

names: .venv/.names ## the French language model, which finds names that no civility announces (230 MB more)

.venv/.names: requirements/names.txt .venv/.run
	$(PIP) install --quiet --no-deps --require-hashes --only-binary :all: -r requirements/names.txt
	@touch $@

demo: .venv/.run ## an archive in ./chartrier-home-demo, filled and checked under your eyes, then its site (SERVE=0 never waits)
	@$(BIN)/python -m compileall -q src # some of it starts where Python keeps nothing compiled
	@SERVE=$(SERVE) $(BIN)/python demo/walk.py

test: .venv/.dev ## the test suite but its long runs, on a PostgreSQL that it starts by itself
	@$(BIN)/python -m compileall -q src # some of it starts where Python keeps nothing compiled
	$(BIN)/pytest -n $(WORKERS) --dist loadfile $(ARGS)

test-faults: .venv/.dev ## its long runs: kill -9 and other faults at every step, every role, the large packages
	$(BIN)/pytest -n $(WORKERS) -m faults $(ARGS)

bench: .venv/.bench ## ingest beside its floor and other people's tools, into docs/performance.md (about 20 minutes)
	$(BIN)/python -m bench $(ARGS)

bench-territory: .venv/.run ## the coverage of all communes and the draws of a scenario, into docs/performance-territoire.md
	$(BIN)/python -m bench.territory $(ARGS)

bench-detection: .venv/.run ## pages a second that the detection looks through, and that are redacted
	$(BIN)/python -m bench.detection $(ARGS)

bench-web: .venv/.run ## fifty people on the site over a million units, into docs/performance.md (about 12 minutes, the first time 15 more)
	$(BIN)/python -m bench.web $(ARGS)

bench-large: .venv/.run ## one large object (BENCH_LARGE_BYTES, by default 20 GB where there is room), memory watched
	$(BIN)/python -m bench.large $(ARGS)

lint: .venv/.dev ## ruff, mypy, the floors, the licences of what runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m lint.licences

format: .venv/.dev ## lay the code out
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove the environment and caches, never an archive
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis src/*.egg-info
	find src tests demo bench -name __pycache__ -type d -prune -exec rm -rf {} +

requirements: ## resolve the dependencies again (needs uv)
	uv pip compile $(COMPILE) --extra build pyproject.toml -o requirements/run.txt
	uv pip compile $(COMPILE) --extra build --extra test --extra lint -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	uv pip compile $(COMPILE) --extra build --extra bench -c requirements/dev.txt pyproject.toml -o requirements/bench.txt
	uv pip compile $(COMPILE) --extra names -c requirements/dev.txt pyproject.toml -o requirements/names.txt

# pairtree, which ocfl-py names, has no wheel, and validation never loads it; what ocfl-py names besides wants dateutil 2.
COMPILE = --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	--only-binary :all: --override requirements/override.txt
