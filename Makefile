# Two commands do everything on a fresh machine: `make run` opens the shop, `make test` proves it.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# what Chalice packages must hold no compiled files
export PYTHONDONTWRITEBYTECODE := 1
# one more than there are processors: some tests wait for a clock, a queue or a browser
WORKERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')

.DEFAULT_GOAL := help

.PHONY: help
help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 to 3.13 is needed"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "Python 3.11 to 3.13 is needed; name one with PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

.PHONY: install
install: $(READY) ## Install everything into .venv

.PHONY: run
run: $(READY) ## Open the shop on http://localhost:8000 (PORT changes it)
	$(BIN)/barrow run

.PHONY: browser
browser: $(READY) ## Find what the browser tests need, or install it where that may be done
	@$(BIN)/python -m tests.browser.equipment

# what measures speed runs by itself afterwards: beside other tests it would measure them
SPEED := tests/browser/test_speed.py

.PHONY: test
test: browser ## Run every test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --ignore $(SPEED)
	$(BIN)/python -m pytest $(SPEED)

.PHONY: screenshots
screenshots: browser ## Take a picture of each kind of page into dist/screenshots
	$(BIN)/python -m tests.browser.screenshots

.PHONY: lint
lint: $(READY) ## Look for what ruff, mypy and cfn-lint object to
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/cfn-lint

.PHONY: check
check: lint test ## The gate: format, lint, types, tests

.PHONY: format
format: $(READY) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: bench
bench: $(READY) ## Measure calls, units, times and cold starts, and print them
	$(BIN)/python -m bench

.PHONY: lock
lock: $(READY) ## Pin the dependencies anew
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --no-emit-index-url \
		--no-emit-find-links --no-header --generate-hashes --output-file requirements.txt pyproject.toml

.PHONY: clean
clean: ## Remove what was made here, the local shop's state included
	rm -rf $(VENV) tests/browser/node_modules .barrow .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
	find functions infra tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
