# Shortcuts for those who have make. Starting and testing need no make: python3 -m peerdesk, python3 -m tests.
BIN := $(if $(wildcard .venv/bin/python3),.venv/bin/)

.PHONY: lint hooks format test coverage bench fuzz torture screenshots translations lock mutants clean

lint:
	$(BIN)ruff check
	$(BIN)ruff format --check
	$(BIN)lint-imports
	$(BIN)mypy

# the checks of `make lint` before every commit of this checkout
hooks:
	$(BIN)python3 -m pip install --quiet 'pre-commit>=4,<5'
	$(BIN)pre-commit install

format:
	$(BIN)ruff check --fix
	$(BIN)ruff format

test:
	python3 -m tests

# how much of the rooms below the screens their tests run; fails below a room's floor
coverage:
	$(BIN)python3 -m tests.covered

# Every aim of speed and memory as a ratio measured side by side: about ten minutes on two cores, half of them to make
# demo centres. BENCH='--keep DIR' keeps those for the next time, '--only WORD' takes the rows with a word in their names,
# '--members 100000' stretches the big centres.
bench:
	$(BIN)python3 -m tests.benchmarks $(BENCH)

# 10,000 damaged inputs of each kind: key file, preferences, lock, copy, record, log. FUZZ='key_file --rounds 500 --seed 7'
fuzz:
	$(BIN)python3 -m tests.fuzz $(FUZZ)

# a thousand kills, 300 power cuts, and a full disk and an I/O error at every write of a run: two hours, Linux alone.
# TORTURE='--kills 10 --cuts 10 --faults 20 --seed 5' takes fewer, '--work update' one kind of work
torture:
	$(BIN)python3 -m tests.torture $(TORTURE)

screenshots:
	$(BIN)python3 -m tests.screenshots

translations:
	$(BIN)python3 -m tests.translations

# renews the exact releases within the ranges of setup.cfg, then tries them
lock:
	$(BIN)python3 -m pip install --quiet 'uv>=0.13,<1'
	PATH="$(CURDIR)/.venv/bin:$$PATH" $(BIN)python3 -m tests.lock
	python3 -m tests

# Breaks the rules and the keys in thousands of small ways and names those that no test notices; half an hour on two
# cores, then only what changed. ONLY='peerdesk.domain.care*' takes a part; `.venv/bin/mutmut show NAME` shows one.
mutants:
	$(BIN)python3 -m pip install --quiet 'mutmut>=3.8.1,<4'
	PATH="$(CURDIR)/.venv/bin:$$PATH" $(BIN)mutmut run $(if $(ONLY),'$(ONLY)')
	$(BIN)mutmut results

clean:
	rm -rf build dist mutants .coverage *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find peerdesk resources tests -name __pycache__ -type d -prune -exec rm -rf {} +
