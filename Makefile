# make serve   install, make the demo round if none is named (ROUND=data/2024 names another), serve the apps
# make test    install what the tests need, the browser included, run all checks and all tests
# make check   ruff, mypy, import-linter, nbstripout, environment.yml against pyproject.toml
# make lock    renew the two lock files after a change of pyproject.toml
# make load    open the scoring app for 100 evaluators at once on this machine alone, let 60 score for three minutes
# make bench   time reading, screening, ranking and the scoring page beside a floor or a peer

PYTHON ?= python3
ROUND ?= data/demo
PORT ?= 8866
# One worker more than there are processors: those with a browser mostly wait.
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11

.PHONY: serve test check lock bench load system
.DELETE_ON_ERROR:

serve: .venv/runtime
	@$(BIN)/workbench serve "$(ROUND)" --port $(PORT)

test: system check
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/nbstripout --verify notebooks/*.ipynb
	$(BIN)/python -m pytest -q tests/project

bench: .venv/test
	$(BIN)/python -m benchmarks

load: .venv/test
	$(BIN)/python -m benchmarks.load

lock: .venv/test
	$(LOCK) --extra build pyproject.toml -o requirements.lock
	$(LOCK) --extra build --extra test -c requirements.lock pyproject.toml -o requirements-test.lock

system:
	@sh tests/system-packages.sh

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "需要 Python 3.11 或更新版本，现为 $$($(PYTHON) --version)。可用 make PYTHON=python3.12 … 指定。"; exit 1; }
	@$(PYTHON) -m venv .venv \
	    || { rm -rf .venv; echo "不能建立虚拟环境。Debian 或 Ubuntu 请先运行：apt-get install python3-venv"; exit 1; }

.venv/runtime: .venv/bin/python requirements.lock pyproject.toml
	@echo "正在安装（首次约需一两分钟）……"
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: .venv/runtime requirements-test.lock
	@echo "正在安装测试所需的软件包……"
	@$(PIP) install --quiet --require-hashes -r requirements-test.lock
	@touch $@
