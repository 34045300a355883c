# The verbs of the house. `make help` lists them; nothing is installed outside .venv.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.SUFFIXES:

PYTHON ?= python3
IN_VENV := .venv/bin/python
ARGS ?=

# A .venv made for another folder or another Python is made anew.
MADE_FOR := $(CURDIR) $(shell { $(PYTHON) -c 'import sys; print(*sys.version_info[:2])'; } 2>/dev/null)
ifneq ($(shell cat .venv/.made-for 2>/dev/null),$(MADE_FOR))
.PHONY: .venv/.made-for
endif

.PHONY: help run ocr test lint bench docs lock clean

help: ## what can be done here
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/make \1|\2/p' Makefile | while IFS='|' read -r verb what; do \
	  printf '%-11s %s\n' "$$verb" "$$what"; done

run: .venv/.runtime ## start everything on http://127.0.0.1:8080 (without .env: the demo)
	@exec .venv/bin/payung serve $(if $(wildcard .env),,--demo) $(ARGS)

ocr: .venv/.runtime ## install what reads photos of a KTP too (350 MB)
	$(call install,--require-hashes -r requirements-ocr.lock)

# Tests often wait for a process or a browser: one more at a time than there are cores, at most four.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 1); echo $$((n < 3 ? n + 1 : 4)))

test: .venv/.dev ## run every test; ARGS="-k kartu" is passed on
	@$(IN_VENV) -m pytest -q --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder $(ARGS)

lint: .venv/.dev ## style, types, generated pages, lock files
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m ruff format --check .
	$(IN_VENV) -m mypy
	.venv/bin/payung docs --check
	@if grep -nE '://|--(extra-)?index-url|--find-links' requirements.lock requirements-ocr.lock requirements-dev.lock; then \
	  echo 'A lock file names an address; "make lock" writes it without.' >&2; exit 1; fi

bench: .venv/.dev ## measure speed and memory
	@$(IN_VENV) -m tests.bench $(ARGS)

docs: .venv/.runtime ## write the generated pages
	@.venv/bin/payung docs $(ARGS)

COMPILE = $(IN_VENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header $(ARGS) \
	--group pyproject.toml:build pyproject.toml

lock: .venv/.made-for ## pin the dependencies of pyproject.toml again; ARGS=--upgrade takes newer ones
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra ocr --constraint requirements.lock --no-annotate --output-file requirements-ocr.lock
	$(COMPILE) --extra dev --extra ocr --constraint requirements-ocr.lock --no-annotate --output-file requirements-dev.lock

clean: ## remove .venv, caches and build results; never var/, where the data is
	@rm -rf .venv build dist payung.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './.git/*' -not -path './var/*' -prune -exec rm -rf {} +

.venv/.runtime: requirements.lock
.venv/.dev: requirements-dev.lock
.venv/.runtime .venv/.dev: pyproject.toml .venv/.made-for
	$(call install,--require-hashes -r $(filter %.lock,$^))
	$(call install,--no-deps --no-build-isolation --config-settings editable_mode=compat --editable .)
	@touch $@

.venv/.made-for:
	@command -v $(PYTHON) >/dev/null || { echo 'Payung needs Python 3.11 or newer: sudo apt-get install python3 python3-venv' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Payung needs Python 3.11 or newer; this is $$($(PYTHON) -V 2>&1). Where a newer one is installed: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'Payung needs the venv module of Python: sudo apt-get install python3-venv' >&2; exit 1; }
	@rm -rf .venv && $(PYTHON) -m venv .venv
	@echo '$(MADE_FOR)' > $@

# pip with its progress in one line; what it wrote in full is shown only where it fails.
define install
	@[ -t 1 ] || echo 'Installing into .venv: $(lastword $(1))'
	@$(IN_VENV) -m pip install --disable-pip-version-check --no-input --progress-bar off $(1) 2>&1 \
	  | tee .venv/install.log | { n=0; while read -r verb what _; do \
	      case $$verb in Collecting) n=$$((n + 1));; Installing|Successfully) what=;; *) continue;; esac; \
	      if [ -t 1 ]; then printf '\r\033[KInstalling into .venv: %s %.50s' "$$n" "$$what"; fi; done; \
	      if [ -t 1 ]; then printf '\r\033[K'; fi; } \
	  || { tail -n 15 .venv/install.log >&2; exit 1; }
endef
