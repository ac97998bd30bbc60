# Every job of the house in one word; the same here and in CI.  Needs Python 3.11 or later with venv, and make.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test check score docs clean

help:
	@echo "make demo    install Standoff here and read the sample crisis"
	@echo "make test    run all tests"
	@echo "make check   format, lint, types and the tests of the docs; short"
	@echo "make score   measure how well it reads, against marked reports"
	@echo "make docs    draw the picture in the README again from the real demo"
	@echo "make clean   remove what the others made"

# A stamp for each thing installed: a second make installs nothing unless pyproject.toml changed.
.venv/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Standoff needs Python 3.11 or later, and $(PYTHON) is $$($(PYTHON) --version); try make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/standoff.stamp: .venv/python.stamp pyproject.toml
	$(PIP) install -e .
	@touch $@

.venv/test.stamp: .venv/standoff.stamp
	$(PIP) install -e '.[test]'
	@touch $@

.venv/check.stamp: .venv/test.stamp
	$(PIP) install -e '.[test,check]'
	@touch $@

demo: .venv/standoff.stamp
	$(BIN)/standoff demo

test: .venv/test.stamp
	$(BIN)/python -m pytest

check: .venv/check.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_docs.py tests/test_flow.py

# The corpora are not part of the project: SHARED is a folder that has them in data/ and the scorers in score/.
SHARED := $(or $(STANDOFF_SHARED),../shared)

score: .venv/test.stamp
	@test -d $(SHARED)/data || \
		{ echo "make score wants the corpora, and there is no folder $(SHARED)/data; set STANDOFF_SHARED"; exit 1; }
	nice $(BIN)/python training/score.py $(SHARED)/data $(SHARED)/score

docs: .venv/standoff.stamp
	$(BIN)/standoff demo --picture docs/demo.svg

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
