# What a person types. Every target works in a fresh clone with nothing but Python 3.11+, git and make.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test stores bench prove golden messages lock clean FORCE

# Which Python makes the environment (make run PYTHON=/opt/python3.12/bin/python3); empty: the newest that can.
PYTHON ?=
# Passed on to what a target runs: make run ARGS="--sandbox-port 9000".
ARGS ?=

# The tests of `make stores`; the sandbox always keeps its own file, and `make test` has tried the stores themselves.
OVER_STORES := tests/handlers tests/scheduler tests/bot --ignore=tests/bot/sandbox

# Compiled once for all processes of the tests, also where the machine keeps nothing compiled otherwise.
unexport PYTHONDONTWRITEBYTECODE

CANDIDATES := python3.14 python3.13 python3.12 python3.11 python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check install

# An environment that was moved, or whose Python is gone, has wrong paths inside and is made anew.
USABLE := $(shell [ "$$(cat .venv/made 2>/dev/null)" = "$$(pwd -P)" ] && $(BIN)/python -c 'import pip' 2>/dev/null && echo yes)
ifneq ($(USABLE),yes)
.venv/made: FORCE
endif

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: .venv/ready-to-run ## Start Quickwin (arguments: ARGS="--sandbox-port 9000")
	@$(BIN)/quickwin run $(ARGS)

test: .venv/ready-to-test ## Run every check: linters, types, layers, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto $(ARGS)

stores: .venv/ready-to-test ## Run the tests of the bot again over each other store: a file, SQLite, PostgreSQL
	@for store in tiny sqlite postgres; do \
	    echo "QUICKWIN_TEST_STORE=$$store $(BIN)/python -m pytest -n auto $(OVER_STORES) $(ARGS)"; \
	    QUICKWIN_TEST_STORE=$$store $(BIN)/python -m pytest -n auto $(OVER_STORES) $(ARGS) || exit 1; \
	done

# Asked first whether there is any, because pytest calls a run without tests a failure.
prove: .venv/ready-to-test ## Run the long proofs, which `make test` leaves out
	@$(BIN)/python -m pytest -m prove --collect-only >/dev/null 2>&1; \
	if [ $$? -eq 5 ]; then \
	    echo "No test is marked as a proof yet."; \
	else \
	    echo "$(BIN)/python -m pytest -m prove $(ARGS)"; \
	    $(BIN)/python -m pytest -m prove $(ARGS); \
	fi

bench: .venv/ready-to-test ## Run every benchmark, one after the other (arguments: ARGS=--json)
	@for file in $$(grep -ls __main__ benchmarks/[a-z]*.py); do \
	    name=$$(basename "$$file" .py); \
	    echo "$(BIN)/python -m benchmarks.$$name $(ARGS)" >&2; \
	    $(BIN)/python -m "benchmarks.$$name" $(ARGS) || exit 1; \
	done

golden: .venv/ready-to-test ## Write the golden files anew, to be reviewed like code
	QUICKWIN_REWRITE_GOLDEN=1 $(BIN)/python -m pytest $(ARGS)
	QUICKWIN_REWRITE_GOLDEN=1 $(BIN)/python -m pytest -m prove tests/scheduler/test_crash_points.py

# Nothing in the output changes from one run to the next: no dates, no line numbers, sorted by file.
EXTRACT := extract --no-default-keywords -k say -k say_n:1,2 --omit-header --no-wrap --sort-by-file --add-location=file
UPDATE := update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap

messages: .venv/ready-to-test ## Take the sentences out of the code, for the catalogues of locales/
	$(BIN)/pybabel -q $(EXTRACT) -o locales/quickwin.pot bot handlers
	@for file in locales/*/LC_MESSAGES/quickwin.po; do \
	    language=$$(basename "$$(dirname "$$(dirname "$$file")")"); \
	    $(BIN)/pybabel -q $(UPDATE) -l "$$language" -i locales/quickwin.pot -o "$$file" || exit 1; \
	done

# The locks keep what they pin unless a bound forbids it; `make lock ARGS=--upgrade` moves everything.
LOCK := .venv-lock/bin/uv pip compile --no-config --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS)

lock: .venv/made ## Pin the dependencies anew (everything to its newest: ARGS=--upgrade)
	$(BIN)/python -m venv .venv-lock
	.venv-lock/bin/python -m pip -qq --disable-pip-version-check install "uv>=0.8"
	$(LOCK) pyproject.toml --group build --output-file requirements.lock
	$(LOCK) --group dev --constraints requirements.lock --output-file requirements-dev.lock

clean: ## Remove what was made, but no stored initiative
	rm -rf .venv .venv-lock quickwin.egg-info build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/made:
	@found=; bare=; \
	for python in $(if $(PYTHON),"$(PYTHON)",$(CANDIDATES)); do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then found=$$python; break; fi; \
	    bare=$${bare:-$$python}; \
	done; \
	if [ -z "$$found" ] && [ -n "$$bare" ]; then \
	    package=$$("$$bare" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	    echo "$$bare cannot make an environment: its module venv is not installed." >&2; \
	    echo "On Debian and Ubuntu: sudo apt-get install $$package (or python3-venv), then the same command again." >&2; \
	    exit 1; \
	fi; \
	if [ -z "$$found" ]; then \
	    echo "Quickwin needs Python 3.11 or newer; none of these is it: $(or $(PYTHON),$(CANDIDATES))." >&2; \
	    echo "Install one, or name yours: make $(firstword $(MAKECMDGOALS)) PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	fi; \
	echo "Making an environment with $$found in .venv"; \
	"$$found" -m venv --clear .venv && pwd -P > .venv/made

.venv/ready-to-run: .venv/made requirements.lock pyproject.toml
	@echo "Installing what Quickwin runs on"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-index --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-to-test: .venv/ready-to-run requirements-dev.lock
	@echo "Installing what the tests need"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
