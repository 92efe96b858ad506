# fedevent: `make run` to see it, `make test` to trust it, `make help` for the rest.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PYTEST := $(BIN)/pytest -n logical --maxprocesses 4 --dist worksteal

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help run install dev test lint heavy bench clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install ## Start a demo chapter on http://localhost:8000 (data in ./data-demo)
	$(BIN)/fedevent demo

install: .venv/installed ## Make .venv and install what running needs

dev: .venv/installed-dev ## Make .venv and install what tests need, too

test: dev ## Check the code and run every test, on both databases (within 20 minutes)
	./tests/system-needs.sh
	$(MAKE) --no-print-directory lint
	if [ -x tests/interop/install.sh ]; then ./tests/interop/install.sh; fi
	$(PYTEST)

lint: dev ## Check style, types and the order of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

heavy: dev ## Bulk fuzzing, storms and kill rounds (within 50 minutes)
	./tests/system-needs.sh
	$(BIN)/pytest -m heavy --timeout 3000

bench: dev ## Measure, and print the figures
	$(BIN)/python -m tests.bench

clean: ## Remove what installing and running left behind, the data folders excepted
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info
	rm -f web/locale/*/LC_MESSAGES/*.mo

.venv/installed: pyproject.toml setup.py | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/installed-dev: pyproject.toml setup.py | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch .venv/installed $@

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "fedevent needs Python 3.11 or newer: python3 is missing or too old." >&2; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; ./tests/system-needs.sh venv && $(PYTHON) -m venv .venv; }
