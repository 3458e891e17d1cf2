# `make run` and `make test` set everything up by themselves on a fresh Debian with
# python3, python3-venv, make and git; the other targets need nothing more.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
APT    := $(VENV)/.apt

.PHONY: run test lint bench soak docs notebooks screenshots train lock clean

run: $(STAMP)
	$(BIN)/biograph run

test: $(STAMP) $(APT) lint
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	for script in $(filter-out benchmarks/load.py,$(wildcard benchmarks/*.py)); do $(BIN)/python $$script || exit 1; done

# A hundred kills of an update at random moments, about half an hour; then two minutes of fifty
# readers at once, which wants wrk.
soak: $(STAMP) $(APT)
	BIOGRAPH_KILLS=100 $(BIN)/python -m pytest -q tests/run/test_survival.py
	command -v wrk >/dev/null || apt-get install -y -qq --no-install-recommends wrk
	$(BIN)/python benchmarks/load.py

# The pictures of the pages over the graph of `make run`.
screenshots: $(STAMP) $(APT)
	$(BIN)/python -m tests.serve.screenshots biograph-data docs/images/site

docs: $(STAMP)
	$(BIN)/python -m biograph.run.handbook docs/ontology

# The notebooks with what their cells give on the graph of `make run`.
notebooks: $(STAMP)
	$(BIN)/python docs/notebooks/run.py biograph-data

# Training wants PyTorch, which nothing else does: an environment of its own, some 6 GB. Its lock
# holds the wheels of PyTorch and of what it needs for Linux on x86-64 with Python 3.11.
train: $(VENV)-train/.installed
	$(VENV)-train/bin/python -m biograph.extract.train ../shared/data

$(VENV)-train/.installed: requirements-train.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)-train
	$(VENV)-train/bin/python -m pip install --quiet --require-hashes -r requirements-train.txt
	$(VENV)-train/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(STAMP): requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

# The browser tests need Chromium, HermiT needs Java, the tests of servers Virtuoso; where we are not
# root what needs them is skipped with a reason.
$(APT): Makefile
	@if [ "$$(id -u)" = 0 ] && \
	  ! { command -v chromium && command -v java && command -v virtuoso-t; } >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends \
	    chromium fonts-dejavu-core fonts-liberation default-jre-headless \
	    virtuoso-opensource-7-bin; fi
	@touch $@

lock: $(STAMP)
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --extra dev --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --extra dev --extra train \
	  --constraint requirements.txt --output-file requirements-train.txt pyproject.toml

clean:
	rm -rf $(VENV) $(VENV)-train biograph-data .pytest_cache .mypy_cache .ruff_cache .hypothesis
