# Two commands do everything: `make serve` and `make test`. What is up to date is not built again.
SHELL := /bin/sh
export PYTHONPATH := $(CURDIR)
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 3
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1

PORT ?= 8000
DATA := $(or $(MADOGUCHI_DATA),$(CURDIR)/var)
MODEL := $(DATA)/models/madoguchi.tar.gz
SEARCH := $(DATA)/search/ready
PYTHON := .venv/bin/python
say = @printf '\033[1m▶ %s\033[0m\n'

.PHONY: serve ground test train evaluate benchmark lock setup lint browser line-simulator

serve: ground setup
	@$(PYTHON) -m compileall -q actions knowledge web
	@.venv-rasa/bin/python -m compileall -q bot knowledge/text
	@PORT=$(PORT) MADOGUCHI_DATA=$(DATA) $(PYTHON) -m web.serve

line-simulator: setup
	@PORT=$(PORT) MADOGUCHI_DATA=$(DATA) $(PYTHON) -m tests.line_stand_in.simulated_serve

# What would stop the start is told before minutes go into building.
ground: .venv/.ready
	@PORT=$(PORT) MADOGUCHI_DATA=$(DATA) $(PYTHON) -m web.serve --check

setup: .venv/.ready .venv-rasa/.ready $(SEARCH) $(MODEL)

.uv/bin/uv: requirements/uv.lock deploy/install-uv
	$(say) "uv を用意しています"
	@deploy/install-uv
	@touch $@

.venv/.ready: requirements/app.lock | .uv/bin/uv
	$(say) "Python 3.12 の環境を用意しています（1〜2分）"
	@deploy/make-environment .venv 3.12 requirements/app.lock

.venv-rasa/.ready: requirements/rasa.lock | .uv/bin/uv
	$(say) "Rasa（Python 3.10）の環境を用意しています（1〜3分）"
	@deploy/make-environment .venv-rasa 3.10 requirements/rasa.lock

$(SEARCH): .venv/.ready $(shell find knowledge/search knowledge/text -name '*.py') $(shell find knowledge -name '*.yml') $(wildcard tests/questions/*.jsonl)
	$(say) "検索の準備をしています（1〜3分）"
	@MADOGUCHI_DATA=$(DATA) $(PYTHON) -m knowledge.search.build
	@mkdir -p $(@D) && touch $@

$(MODEL): .venv-rasa/.ready $(wildcard bot/*.yml) $(shell find nlu_data bot/components knowledge/text -name '*.yml' -o -name '*.py') $(wildcard knowledge/municipalities/*/profile.yml) | $(SEARCH)
	$(say) "対話モデルを学習しています（約1分）"
	@mkdir -p $(@D)
	@.venv-rasa/bin/python -W ignore -m rasa train --config bot/config.yml --domain bot --data nlu_data --out $(@D) --fixed-model-name madoguchi --force > $(DATA)/train.log 2>&1 || { tail -20 $(DATA)/train.log; exit 1; }

train: .venv-rasa/.ready
	@rm -f $(MODEL)
	@$(MAKE) --no-print-directory $(MODEL)

test: setup browser lint
	$(say) "試験をしています"
	@$(PYTHON) -m pytest

lint: .venv/.ready
	$(say) "書き方と型を確かめています"
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

browser: .venv/.ready
	@command -v npm >/dev/null || { printf '▶ npm を入れています\n'; apt-get update -qq && apt-get install -qq -y --no-install-recommends npm >/dev/null; }
	@command -v chromium >/dev/null || { printf '▶ chromium を入れています\n'; apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium fonts-noto-cjk >/dev/null; }
	@$(PYTHON) -m tests.browser.axe_core >/dev/null

evaluate: setup
	@MADOGUCHI_DATA=$(DATA) $(PYTHON) -m knowledge.evaluate
	@MADOGUCHI_DATA=$(DATA) $(PYTHON) -m knowledge.nlu_evaluation

benchmark: setup
	@for file in tests/benchmarks/bench_*.py; do echo "== $$file"; MADOGUCHI_DATA=$(DATA) $(PYTHON) $$file || exit 1; done

lock: .uv/bin/uv
	@.uv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.12 requirements/app.in -o requirements/app.lock
	@.uv/bin/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --python-version 3.10 requirements/rasa.in -o requirements/rasa.lock
