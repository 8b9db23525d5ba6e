# Only relative paths: make cannot quote a folder with a space in its name.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo test prove check types style layers deployment lock states pictures screenshots

PYTHON ?= python3
python := .venv/bin/python
export PYTHON
# Compiled once, every part starts in a fraction of the time.
unexport PYTHONDONTWRITEBYTECODE

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile | expand -t 20

demo: .venv/demo.installed ## Start everything with a demo municipality; RESET=1 starts over
	@exec $(python) -m coordination.embedded --follow $$PPID

test: check ## Prove the product
	@STAFET_TEST_FRESH=1 $(python) -m pytest -n 2 --dist worksteal

prove: .venv/dev.installed ## The same rigs at full volume; figures go to docs/benchmarks/
	@$(prove) -n 2 --dist worksteal -m 'not alone and not picture'
	@$(prove) -m alone

prove = STAFET_PROVE=1 STAFET_TEST_FRESH=1 $(python) -m pytest

# No server answers behind these addresses, and none is asked.
settings = DATABASE_URL='postgresql://web@/stafet?host=/nonexistent' \
	DATABASE_OWNER_URL='postgresql://owner@/stafet?host=/nonexistent' \
	REDIS_URL=unix:///nonexistent STAFET_ADDRESS=https://stafet.example \
	STAFET_HOSTS=stafet.example \
	$$($(python) -m coordination.embedded.environment)

check: .venv/dev.installed ## Style, types, import rules, migrations, deployment settings
	@$(MAKE) --no-print-directory --jobs=2 --output-sync types style layers deployment

types:
	@env $(settings) $(python) -m mypy coordination cases mentors feedback demo

style:
	@$(python) -m ruff format --check --quiet . || { $(python) -m ruff format --diff .; exit 1; }
	@$(python) -m ruff check --quiet .

layers:
	@$(python) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

deployment:
	@env $(settings) $(python) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@env $(settings) $(python) manage.py check --deploy --fail-level WARNING

states: .venv/dev.installed ## Draw docs/states/ from the code
	@env $(settings) $(python) manage.py states

pictures: .venv/dev.installed ## Keep pictures of every page as on each screen, to be looked at
	@STAFET_PICTURES=1 $(python) -m pytest -m journey

screenshots: .venv/dev.installed ## Make the pictures of the README
	@$(python) -m pytest -m picture tests/journeys

lock: .venv/demo.installed ## Resolve the dependencies; UPGRADE=1 takes the newest
	@requirements/lock

# The tests' lock contains the demo's: what it has installed is not taken away again.
.venv/demo.installed: requirements/demo.txt requirements/uv.txt requirements/install
	@if test -e .venv/dev.installed; then requirements/install dev; else requirements/install demo; fi
	@touch $@

.venv/dev.installed: requirements/dev.txt requirements/uv.txt requirements/install
	@requirements/install dev
	@touch $@ .venv/demo.installed
