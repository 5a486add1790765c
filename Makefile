# Two commands: `make site` and `make test`. Each sets up what it needs first.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help site serve test lint docs score lock clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' $(MAKEFILE_LIST) | expand -t 16

site: $(VENV)/site.stamp ## set up, then turn content/articles into site/
	@$(RUN) build.py

serve: $(VENV)/site.stamp ## the same, shown at a local address and built again on every change
	@$(RUN) build.py serve

test: $(VENV)/test.stamp ## set up, then lint, types and all tests
	@$(MAKE) --no-print-directory lint
	@$(RUN) -m pytest -n auto

lint: $(VENV)/test.stamp ## style and types only
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy

score: $(VENV)/score.stamp ## what the desk makes of the eighteen sample articles, against what is right
	@$(RUN) -m bench.score --misses

docs: $(VENV)/site.stamp ## the handbook, in build/handbook
	@$(VENV)/bin/mkdocs build --strict

lock: ## pin the dependencies (needs uv)
	@sh scripts/lock.sh

clean: ## remove what was made, not what was written
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find site -mindepth 1 ! -name .gitkeep -delete

# One environment: the tools for testing are added to it when they are first needed.
$(VENV)/site.stamp: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "briefpress needs Python 3.11 or newer; name one: make site PYTHON=python3.12" >&2; exit 2; }
	@test -x $(RUN) || { echo "Setting up the environment, once." >&2; $(PYTHON) -m venv $(VENV); }
	@$(RUN) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/test.stamp: $(VENV)/site.stamp requirements-dev.lock
	@$(RUN) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/score.stamp: $(VENV)/test.stamp requirements-score.lock
	@$(RUN) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-score.lock
	@touch $@
