# What a person types. Everything runs in .venv, which is set up from the committed lock on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo run test check bench messages lock clean

help:  ## List these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

$(READY): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY)  ## Show the whole way on this machine, from page to alert
	$(BIN)/watcher demo

run: $(READY)  ## Start the service with config.toml
	$(BIN)/watcher run

test: $(READY)  ## Run all tests
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

check: $(READY)  ## Linters, formatting, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)  ## Measure speed and memory (docs/performance.md says how to read it)
	$(BIN)/python -m benchmarks

messages: $(READY)  ## Bring the message catalogues up to date with the code
	$(BIN)/python -m scripts.messages

lock: $(READY)  ## Write the lock files anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements.lock
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements-dev.lock

clean:  ## Remove what was built and measured, not what was watched
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
