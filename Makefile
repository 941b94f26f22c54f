# Two commands need nothing typed before them: `make run` and `make test`.
# PYTHON: the interpreter the environment is made from, 3.11 or later.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-input

.DEFAULT_GOAL := help
.PHONY: help install run test test-system check format accuracy mutants fuzz contract bench docs lock clean

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(MAKEFILE_LIST)

install: .venv/.run ## make the environment as the lock file has it, and start nothing

run: .venv/.run ## start Postgres and the service on 127.0.0.1:8000 (HOST, PORT, DATA_DIR, DATABASE_URL)
	@exec $(BIN)/python -m service serve

test: .venv/.dev ## run every test
	$(BIN)/python -m pytest $(ARGS)

test-system: .venv/.dev ## run the tests of the running service in their whole length
	EXTENT=whole $(BIN)/python -m pytest -s tests/system $(ARGS)

check: .venv/.dev ## lint, types, import contracts, the Dockerfile
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/hadolint Dockerfile

format: .venv/.dev ## mend what lint can mend by itself: order and layout
	$(BIN)/ruff check --quiet --fix --exit-zero $(CODE)
	$(BIN)/ruff format --quiet $(CODE)

# By name: what somebody tries out beside it is none of it.
CODE := service tests benchmarks

accuracy: .venv/.dev ## measure how much is read right and found: docs/accuracy.md, docs/rules/accuracy.md
	$(BIN)/python -m tests.accuracy --reports $(ACCURACY_REPORTS) --seed 1 --document docs/accuracy.md
	$(BIN)/python -m tests.planting --plantings 200 --reports 5000 --document docs/rules/accuracy.md
	$(BIN)/python -m tests.accuracy.history --successions 1250 --seed 1 --document docs/rules/accuracy-history.md
ACCURACY_REPORTS := 10560

mutants: .venv/.dev ## turn round each comparison of the rules and print those that no test notices
	$(BIN)/python -m tests.mutants

fuzz: .venv/.dev ## read damaged, spliced and random texts for FUZZ_SECONDS
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)
FUZZ_SECONDS ?= 600

contract: .venv/.dev ## send CONTRACT_EXAMPLES made-up requests an operation and phase to a running service
	$(BIN)/python -m tests.contract.live --examples $(CONTRACT_EXAMPLES)
CONTRACT_EXAMPLES ?= 1500

bench: .venv/.dev ## run the benchmarks and write docs/performance.md; ARGS='get post' for some of them
	$(BIN)/python -m benchmarks $(ARGS)

docs: .venv/.dev ## write what is made of the code: docs/rules, docs/reference, docs/problems.md, docs/reference/settings.md, openapi.yaml, the map in docs/design.md
	$(BIN)/python -m service.rules.documentation
	REGENERATE=1 $(BIN)/python -m pytest --quiet tests/contract/test_examples.py
	REGENERATE=1 $(BIN)/python -m pytest --quiet tests/contract/test_documents.py

lock: ## pin every dependency anew (needs uv)
	uv pip compile $(LOCK) pyproject.toml --output-file requirements.lock
	uv pip compile $(LOCK) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
LOCK := --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url \
	--python-version 3.11 --python-platform x86_64-manylinux_2_28

clean: ## remove the environment and the caches, never the data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/.made:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or later with venv is needed; set PYTHON=' >&2; exit 1; }
	rm -rf .venv && $(PYTHON) -m venv .venv && touch $@

.venv/.run: requirements.lock pyproject.toml .venv/.made
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@
