# Every target does the set-up it needs; a set-up step runs once and again only when what it depends on has changed.
#   make demo    the example person, from nothing to a report        make test    all tests but the slow ones
# All paths are relative, so that a checkout may lie in a folder with spaces in its name.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Choose another interpreter with `make PYTHON=/path/to/python setup`; without it, python3.11 or a later python3.
PYTHON ?=
PYTEST_ARGS ?=
DEMO_DIR ?= demo

PY := .venv/bin/python
STAMPS := .venv/.stamps
PIP := $(PY) -m pip --disable-pip-version-check --no-input

KERNEL_SOURCES := $(wildcard $(addprefix src/enterocrine/,network/*.py engine/*.py engine/*.h engine/*.c body/*.py body/*.tsv \
	body/*/*.py body/*/*.tsv models/*.py))
FOOD_SOURCES := $(wildcard src/enterocrine/food/*.py $(addprefix src/enterocrine/food/,data/* tables/* *.csv *.tsv *.gz *.parquet))
TYPED := $(wildcard src/enterocrine/network src/enterocrine/engine src/enterocrine/evidence)

.PHONY: help setup demo test test-all lint types bench article flagship credibility qualify fit references lock clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/  make \1\t\2/p' Makefile | expand -t 18

setup: $(STAMPS)/package $(STAMPS)/kernel $(STAMPS)/foods  ## virtual environment, locked packages, compiled kernel, food index

demo: setup  ## the example person, 12 weeks, to a report and a summary table
	.venv/bin/enterocrine demo -o "$(DEMO_DIR)"

test: setup  ## all tests but the slow ones
	$(PY) -m pytest $(PYTEST_ARGS)

test-all: setup  ## all tests, the slow ones too (minutes)
	$(PY) -m pytest -m "" $(PYTEST_ARGS)

lint: $(STAMPS)/locked  ## style (ruff)
	$(PY) -m ruff check .

types: $(STAMPS)/locked  ## types of the network, the engine and the evidence (mypy)
	$(PY) -m mypy $(TYPED)

bench: setup  ## time the engine beside its peers where they are installed; writes docs/bench.md
	$(PY) bench/run.py

article: setup  ## every claim of the article beside the evidence; trials run again where the model has changed; writes docs/article.md
	.venv/bin/enterocrine evidence article --ask -o docs

flagship: setup  ## fibre, butyrate and the androgen receptor in three readings; writes docs/flagship.md (minutes)
	.venv/bin/enterocrine evidence flagship -o docs

credibility: setup  ## count claims, links, entries and numbers anew; writes that part of CREDIBILITY.md
	.venv/bin/enterocrine evidence credibility -o .

qualify: setup  ## re-run every published trial; predicted beside observed
	.venv/bin/enterocrine study qualify

fit: setup  ## fit the medians again to the studies that studies/fits/colon.yaml names (a quarter of an hour)
	$(PY) -m enterocrine.studies.fit colon

references: setup  ## after a fit: renew the reference rows of the tables, which say what the reference adult shows
	$(PY) -m enterocrine.studies.references

lock: $(STAMPS)/locked  ## write requirements.lock anew (needs the package registry)
	$(PY) -m piptools compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links -o requirements.lock requirements-dev.in

clean:  ## remove everything that was set up or built
	rm -rf .venv build dist src/enterocrine.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests bench tools -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# --- set-up steps, one stamp each -------------------------------------------------------------------------------------------

# A Python counts when it is new enough and can make virtual environments (Debian keeps that part in its own package).
$(STAMPS)/venv:
	@found=""; old=""; bare=""; \
	for candidate in "$(PYTHON)" python3.11 python3 python3.12 python3.13 python; do \
		[ -n "$$candidate" ] && command -v "$$candidate" >/dev/null 2>&1 || continue; \
		"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { old="$$candidate"; continue; }; \
		"$$candidate" -c 'import venv, ensurepip' 2>/dev/null || { bare="$$candidate"; continue; }; \
		found="$$candidate"; break; \
	done; \
	if [ -z "$$found" ] && [ -n "$$bare" ]; then \
		echo "Set-up stopped: $$bare cannot make virtual environments; on Debian: apt-get install python3-venv." >&2; exit 1; \
	elif [ -z "$$found" ]; then \
		echo "Set-up stopped: Python 3.11 or later is needed$${old:+ ($$old is older)}; on Debian: apt-get install python3.11 python3.11-venv, or name one: make PYTHON=/path/to/python3.11 setup" >&2; exit 1; \
	fi; \
	[ -x $(PY) ] && $(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Making .venv with $$found"; "$$found" -m venv --clear .venv; }
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/locked: requirements.lock | $(STAMPS)/venv
	$(PIP) install --quiet --only-binary :all: --require-hashes -r requirements.lock
	@touch $@

$(STAMPS)/package: pyproject.toml $(wildcard setup.py) $(STAMPS)/locked
	$(PIP) install --quiet --no-index --no-build-isolation --no-deps -e .
	@touch $@

# The kernel is C made from the model's equations; it is compiled here once and kept, by the digest of the model, in the user's cache.
$(STAMPS)/kernel: $(STAMPS)/package tools/build_kernel.py $(KERNEL_SOURCES)
	@if [ -z "$${CC:-}" ] && ! command -v gcc >/dev/null 2>&1 && ! command -v clang >/dev/null 2>&1 && ! command -v cc >/dev/null 2>&1; then \
		echo "Set-up stopped: the kernel needs a C compiler and none was found; on Debian: apt-get install gcc libc6-dev" >&2; exit 1; \
	fi
	@echo "Compiling the model (once, some ten seconds)"
	@$(PY) tools/build_kernel.py
	@touch $@

# Search runs over an SQLite index of the bundled food table.
$(STAMPS)/foods: $(STAMPS)/package $(FOOD_SOURCES)
	@echo "Indexing the food table"; $(PY) -c 'from enterocrine import food; food.search("oats", limit=1)'
	@touch $@
