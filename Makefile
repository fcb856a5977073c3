# The front door: `make` lists what it can do. Paths are relative and tools run as modules, because a checkout may lie
# in a folder whose name holds spaces.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PY := .venv/bin/python
MANAGE := $(PY) manage.py
# The servers of a management command or check: those that run, else started for it.
BESIDE := $(PY) -m config.services exec
PIP := $(PY) -m pip --disable-pip-version-check --no-input install -qq --require-hashes
TEMPLATES := templates

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z][a-z-]*:.*## ' Makefile | sort | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

# ── Setting up ──────────────────────────────────────────────────────────────────────────────────────────────────

.venv/pyvenv.cfg:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; this is $$(python3 --version)."; exit 1; }
	@umask 022; python3 -m venv .venv \
		|| { echo "Type first: sudo apt-get install python3-venv"; rm -rf .venv; exit 1; }

# The embedded PostgreSQL may run as another user, who must be able to read what is installed: hence the umask.
.venv/runtime: requirements.txt | .venv/pyvenv.cfg
	@echo "Installing what the site needs …"
	@umask 022; $(PIP) -r requirements.txt
	@touch $@

.venv/development: requirements.txt requirements-dev.txt .venv/runtime
	@echo "Installing what tests need …"
	@umask 022; $(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $@

.PHONY: setup
setup: .venv/development ## Make the virtual environment with everything in it

.venv/bench: requirements.txt requirements-bench.txt .venv/development
	@echo "Installing what the bench needs …"
	@umask 022; $(PIP) -r requirements-bench.txt
	@touch $@

.PHONY: requirements
requirements: .venv/development ## Compile requirements*.in into requirements*.txt with hashes
	@for name in requirements requirements-dev requirements-bench requirements-attack; do \
		$(PY) -m uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-annotate \
			--custom-compile-command "make requirements" $$name.in --output-file $$name.txt; done

# ── Running ─────────────────────────────────────────────────────────────────────────────────────────────────────

.PHONY: run
run: .venv/runtime ## Run the site with its demo (PORT=8000, DEMO=0 for an empty site)
	@exec $(PY) -m config.run

.PHONY: manage
manage: .venv/runtime ## Run a management command, e.g. make manage ARGS="doctor"
	@$(BESIDE) -- $(MANAGE) $(ARGS)

# ── Testing ─────────────────────────────────────────────────────────────────────────────────────────────────────

# A file's tests stay together, for what they share; cheap ones first, browser tests last, as they are collected.
SIDE_BY_SIDE := -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: test
test: ## Check everything (about ten minutes)
	@bash tests/prepare.sh
	@$(MAKE) --no-print-directory .venv/development
	@$(MAKE) --no-print-directory format-check lint templates types contracts check-messages check-migrations check-deploy
	@echo "── tests"
	@$(PY) -m pytest -m "not long" $(SIDE_BY_SIDE)

.PHONY: test-long
test-long: .venv/development ## Fault injection, fuzzing, thorough searches (under 45 minutes)
	@bash tests/prepare.sh
	@$(PY) -m pytest -m long

.PHONY: bench-release
bench-release: .venv/bench ## Measure a release from closed wave to publication (ROWS="100000 1000000")
	@$(PY) -m bench.release --rows $(or $(ROWS),100000 1000000)

# tau-Argus lives apart: the site never sees it, and its own libraries never meet ours.
.venv-tau/pyvenv.cfg: requirements-attack.txt
	@echo "Installing what the attacks need …"
	@umask 022; python3 -m venv --clear .venv-tau
	@umask 022; .venv-tau/bin/python -m pip --disable-pip-version-check --no-input install -qq --require-hashes \
		-r requirements-attack.txt
	@touch $@

.PHONY: attack
attack: .venv/development .venv-tau/pyvenv.cfg ## Attack made-up releases at length (SIZE=1 SEED=1); minutes to hours
	@$(PY) -m tests.attacks --size $(or $(SIZE),1) --seed $(or $(SEED),1)

.PHONY: time-survey
time-survey: .venv/development ## Let a scripted person fill in page 1 on a slowed-down phone, and show the seconds
	@bash tests/prepare.sh
	@$(PY) -m pytest tests/journeys/test_survey_time.py -m long --quiet --capture no

.PHONY: bench-promotion
bench-promotion: .venv/bench ## Measure a promotion, whom it holds up, and the deletion of a wave (WAITING=100000 KEPT=1000000 CODES=1000000)
	@$(PY) -m bench.promotion --waiting $(or $(WAITING),100000) --kept $(or $(KEPT),1000000) --codes $(or $(CODES),1000000)

.PHONY: bench-files
bench-files: .venv/development ## Measure files that operators bring, checked and stored (ROWS=50000)
	@$(PY) -m bench.files --rows $(or $(ROWS),50000)

.PHONY: bench-intake
bench-intake: .venv/development ## Measure answers a second beside a bare handler (ROUNDS=7)
	@$(PY) -m bench.intake --rounds $(or $(ROUNDS),7)

.PHONY: bench-pages
bench-pages: .venv/bench ## Measure pages and JSON on twelve released waves, warm and cold (PEOPLE=200000 a wave)
	@$(PY) -m bench.pages --people $(or $(PEOPLE),200000)

.PHONY: soak
soak: .venv/development ## Send 300 answers a second to the real stack, count at the end (SECONDS=300)
	@$(PY) -m bench.soak --seconds $(if $(filter command,$(origin SECONDS)),$(SECONDS),300)

.PHONY: format
format: .venv/development ## Format Python and templates
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m djlint --reformat --quiet $(TEMPLATES) || true

.PHONY: format-check
format-check: .venv/development
	@echo "── format"
	@$(PY) -m ruff format --check --output-format concise . > .venv/format.log \
		|| { cat .venv/format.log; echo "Type make format."; exit 1; }

.PHONY: lint
lint: .venv/development ## Lint Python
	@echo "── lint"
	@$(PY) -m ruff check --quiet --output-format concise .

.PHONY: templates
templates: .venv/development ## Lint templates
	@echo "── templates"
	@$(PY) -m djlint --lint --quiet $(TEMPLATES)

.PHONY: types
types: .venv/development ## Check types
	@echo "── types"
	@$(PY) -m mypy

.PHONY: contracts
contracts: .venv/development ## Check that rooms import one way only
	@echo "── contracts"
	@$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()" > .venv/contracts.log \
		|| { cat .venv/contracts.log; exit 1; }

.PHONY: check-migrations
check-migrations: .venv/development ## Check that models and migrations agree
	@echo "── migrations"
	@$(BESIDE) --local .local/test -- $(MANAGE) makemigrations --check --dry-run --verbosity 0

.PHONY: check-deploy
check-deploy: .venv/development ## Check the settings of a production-like environment
	@echo "── deployment settings"
	@DEBUG=0 BEHIND_TLS=1 ALLOWED_HOSTS=burden.example SECRET_KEY="$$(head -c 60 /dev/urandom | base64 -w0)" \
		CODE_KEY=check ROUNDING_KEY=check SEALING_KEY=check DATABASE_URL=postgresql://nobody@localhost/none \
		REDIS_URL=redis://localhost:6379/0 $(MANAGE) check --deploy --fail-level WARNING

# ── Making what is committed ────────────────────────────────────────────────────────────────────────────────────

.PHONY: migrations
migrations: .venv/development ## Write migrations for changed models
	@$(BESIDE) -- $(MANAGE) makemigrations

.PHONY: messages
messages: .venv/development ## Collect sentences, make Traditional Chinese, compile, list all in docs/wording.md
	@$(PY) -m config.messages

.PHONY: wording
wording: messages ## Write docs/wording.md: every sentence people read

.PHONY: check-messages
check-messages: .venv/development ## Check that every sentence has its English and the catalogues are fresh
	@echo "── messages"
	@$(PY) -m config.messages --check

.PHONY: script
script: .venv/development ## Join the survey's script from burden/intake/script
	@$(PY) -m config.survey_script

.PHONY: assets
assets: ## Rebuild the Plotly bundle twice from npm, compare, show its checksums (needs node and npm)
	@node static/vendor/build.mjs

.PHONY: fonts
fonts: .venv/development ## Rebuild the font of the slips (needs fonts-noto-cjk), show its checksum
	@$(PY) -m config.fonts

.PHONY: pictures
pictures: .venv/development ## Photograph every page of a running demo, light and dark, into .local/pictures (PORT=8000)
	@$(PY) -m tests.page_pictures

.PHONY: screenshots
screenshots: .venv/development ## Take the screenshots of docs/ from a running site (PORT=8000)
	@$(PY) -m tests.screenshots
