# Everything works on a fresh checkout with git, make and Python >= 3.11 (with venv and pip).
SHELL := /bin/sh
BIN := .venv/bin
SOURCES := bot cogs sandbox tests
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check
# At most four workers: the tests start processes of their own.
WORKERS ?= 4
COVERAGE := --cov=bot/domain --cov=bot/services --cov-branch --cov-report=term-missing:skip-covered
COVERAGE_FLOOR ?= 100
PYTEST_ARGS ?=
KILLS ?= 100
GENERATIONS ?= 200
WEBHOOKS ?= on
MONEY_EXAMPLES ?= 20000
MONEY_STEPS ?= 100
WAITING ?= 100 1000

.DEFAULT_GOAL := help
.PHONY: help demo test run format lint types imports lock image-check kills money polling sdk-check clean

help:
	@echo "make demo        the whole bot on this machine, no account needed (.demo/transcript.html)"
	@echo "make test        everything a change must pass"
	@echo "make run         the bot with real accounts, settings from the environment or .env"
	@echo "make format      rewrite the sources in the project's format"
	@echo "make lint | types | imports   one of the checks of make test"
	@echo "make lock        rewrite requirements/*.txt from pyproject.toml (needs uv)"
	@echo "make image-check the Dockerfile's rules, and its steps in a folder"
	@echo "make kills       kill the bot KILLS times in a burst of GENERATIONS, WEBHOOKS=on or off, and judge the rest"
	@echo "make money       try MONEY_EXAMPLES evenings of MONEY_STEPS steps each that move money, in any order"
	@echo "make polling     how many requests it takes to wait for WAITING videos"
	@echo "make sdk-check   Runware's official SDK against the stand-in"
	@echo "make clean       remove environments, caches and the demo's output"

demo: .venv/.demo
	@$(BIN)/greenlit demo

run: .venv/.demo
	@$(BIN)/greenlit run

test: lint types imports
	@$(BIN)/pytest -n auto --maxprocesses=$(WORKERS) $(COVERAGE) --cov-fail-under=$(COVERAGE_FLOOR) $(PYTEST_ARGS)

lint: .venv/.dev
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/ruff check $(SOURCES)

types: .venv/.dev
	@$(BIN)/mypy $(SOURCES)

imports: .venv/.dev
	@$(BIN)/lint-imports --no-cache

format: .venv/.dev
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix-only --quiet $(SOURCES)

lock:
	@UV="$(UV)" scripts/lock

image-check: .venv/.dev
	@if command -v hadolint >/dev/null; then hadolint Dockerfile; fi
	@$(BIN)/pytest -q -n0 tests/project/test_image.py
	@$(BIN)/python -m tests.image.check_image
	@echo "The image's steps work."

kills: .venv/.dev
	@$(BIN)/python -m tests.e2e.campaign_kills --kills $(KILLS) --generations $(GENERATIONS) --webhooks $(WEBHOOKS)

money: .venv/.dev
	@MONEY_EXAMPLES=$(MONEY_EXAMPLES) MONEY_STEPS=$(MONEY_STEPS) $(BIN)/pytest -q -n0 --timeout=86400 tests/services/test_money_steps.py

polling: .venv/.dev
	@$(BIN)/python -m tests.e2e.polling --waiting $(WAITING)

sdk-check: .venv/.demo .venv-sdk/.ready
	@scripts/sdk-check

# ---------------------------------------------------------------------------------------------- environments

.venv/bin/python:
	@echo "First use: building .venv from the hash-locked requirements. This takes a minute or two."
	@scripts/venv .venv

.venv/.demo: requirements/demo.txt pyproject.toml | .venv/bin/python
	@echo "Installing requirements/demo.txt into .venv"
	@$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements/demo.txt
	@$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.demo
	@echo "Installing requirements/dev.txt into .venv"
	@$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

.venv-sdk/.ready: requirements/sdk.txt
	@echo "Building .venv-sdk for Runware's SDK."
	@scripts/venv .venv-sdk
	@.venv-sdk/bin/python $(PIP_INSTALL) --require-hashes -r requirements/sdk.txt
	@touch $@

clean:
	rm -rf .venv .venv-sdk .demo build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find $(SOURCES) -name __pycache__ -prune -exec rm -rf {} +
