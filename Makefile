# `make` alone prints this help. Every target sets the project up first; a second call installs nothing.
# Needs python3 >= 3.11 and make. Uses uv where it is present, pip where it is not.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
RUN := $(PY) -m pipeline
LISTS ?=
export Q ?=
WORKERS ?= auto
URL ?=
LIVE ?=
BENCH ?=

.DEFAULT_GOAL := help
.PHONY: help setup page doctor enrich rebuild export links report audit status sql demo test test-long check lint types imports lock bench clean

help:  ## This help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## Install what requirements.lock names into .venv (done by every other target)

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11: name a newer one, as in  make PYTHON=python3.12 enrich"; exit 1; }
	@sh tools/setup.sh $(PYTHON) $(VENV) requirements.lock
	@touch $@

enrich: $(READY)  ## Sync the lists, fetch what is due, publish data/enriched (LISTS="name path owner/repo ...")
	@$(RUN) enrich $(LISTS)

rebuild: $(READY)  ## The same database again from the evidence, without the network
	@$(RUN) rebuild

export: $(READY)  ## The published data in another format: make export FORMAT=bibtex >papers.bib
	@$(RUN) export --format $(or $(FORMAT),json)

links: $(READY)  ## Are the repositories behind the code links still there? Asks GitHub and GitLab within their budgets (LISTS="name ...")
	@$(RUN) links $(LISTS)

report: $(READY)  ## A page to look at, what changed, and a feed per list, in data/enriched
	@$(RUN) report

audit: $(READY)  ## What is wrong with the lists, with line and suggestion (FORMAT=text|json|markdown|patch)
	@$(RUN) audit --format $(or $(FORMAT),text)

status: $(READY)  ## Last run, coverage, what is due, refused and why
	@$(RUN) status

sql: $(READY)  ## A query on the published file: make sql Q="from papers limit 3"
	@$(RUN) sql "$$Q"

page: $(READY)  ## Fetch one page and keep it as a test, the start of a new source: make page URL=https://...
	@$(RUN) page "$(URL)"

doctor: $(READY)  ## Is the set-up sound? With LIVE=1 also: do the readers still fit their sites?
	@$(RUN) doctor $(if $(LIVE),--live)

demo: $(READY)  ## The whole job offline, on a demonstration list served on loopback
	@$(RUN) demo

test: $(READY)  ## All tests, without the internet (COVER=1: with coverage)
	@$(PY) -m pytest -n $(WORKERS) $(if $(COVER),--cov --cov-report=term:skip-covered --cov-fail-under=90)

test-long: $(READY)  ## 20 seeds of faults, 100 kills, a year of days, a list of garbage: ten minutes
	@$(PY) -m pytest -m slow && $(PY) -m tools.long_runs

bench: $(READY)  ## How fast it is, against the promises and the last time: some minutes (BENCH="name ..." for some)
	@$(PY) -m bench $(BENCH)

lint: $(READY)
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .

types: $(READY)
	@$(VENV)/bin/mypy

imports: $(READY)
	@$(VENV)/bin/lint-imports

check: lint types imports  ## Lint, types, import rules, tests with coverage: what CI runs
	@$(MAKE) --no-print-directory test COVER=1

lock:  ## Write requirements.lock anew from pyproject.toml (needs uv): exact versions with hashes, no addresses
	@uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements.lock

clean:  ## Remove the virtual environment and caches; never the data
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
