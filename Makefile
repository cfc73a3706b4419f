# Two commands do everything: `make demo` and `make test`. The rest is for those who build the house.
SHELL := /bin/bash
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
.PHONY: demo test fast lint types docs bench test-all lock vendor clean

demo: ## Install, load the demo municipality, run the whole chain, serve it
	@bash scripts/prepare.sh demo
	@$(BIN)/sofra demo --serve

test: ## Everything that has to hold before a change lands (SQLite, PostgreSQL, real browser)
	@bash scripts/prepare.sh test
	@bash scripts/run_tests.sh

fast: ## The core's tests only, for the minute between two edits
	@bash scripts/prepare.sh test --quiet
	$(PYTEST) -q tests/stages tests/engine tests/spec tests/rules -m "not slow and not journey and not postgres"

lint: ## Style and import contracts
	$(BIN)/ruff check src tests scripts bench
	$(BIN)/ruff format --check src tests scripts bench
	$(BIN)/lint-imports

types: ## mypy strict on the core
	$(BIN)/mypy

docs: ## Pages that are made from the packs; a test says when they are stale
	$(BIN)/python -m scripts.write_docs

bench: ## Measure what the issues put figures on; prints the table of docs/benchmarks.md
	$(BIN)/python -m bench

test-all: ## Slower checks: R as a peer, the walk-through, the wheel in an empty environment
	@bash scripts/prepare.sh test
	@bash scripts/run_tests.sh
	@bash scripts/prepare.sh peers
	@[ ! -x .venv-geo/bin/python ] || export SOFRA_GEO="$(CURDIR)/.venv-geo/bin/python"; \
	[ ! -x .venv312/bin/python ] || export SOFRA_PYTHON312="$(CURDIR)/.venv312/bin/python"; \
	$(PYTEST) -q -m "slow" tests

lock: ## Requirements with hashes, from pyproject.toml
	bash scripts/lock.sh

vendor: ## Front-end files and fonts from their npm packages
	bash scripts/vendor.sh

clean:
	rm -rf .venv .venv-geo .venv312 .demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
