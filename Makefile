# What one does with this site. `make run` and `make test` need nothing else done before.
PYTHON ?= python3
BOOTSTRAP = $(PYTHON) -m config.bootstrap
export PORT ARGS

.PHONY: help run test lint check format bench screenshots messages lock

help: ## list these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## the demo district on http://127.0.0.1:8000 (PORT=8001 for another port)
	@$(BOOTSTRAP) run

test: ## the whole suite on SQLite and PostgreSQL (ARGS="tests/config -x" for a part)
	@$(BOOTSTRAP) test

lint: ## style, templates, migrations, production settings
	@$(BOOTSTRAP) lint

check: lint test ## all that has to pass before a change is merged

format: ## put the Python code into shape
	@.venv/bin/python -m ruff check --fix . && .venv/bin/python -m ruff format .

bench: ## measure the speed of pages beside a bare floor
	@$(BOOTSTRAP) bench

screenshots: ## take the pictures of the documentation again
	@$(BOOTSTRAP) screenshots

messages: ## gather the texts to translate into locale/ (needs gettext)
	@TRELLIS_MODE=test .venv/bin/python manage.py makemessages -l es --no-location --no-obsolete -i node_modules -i .venv -i var
	@sed -i.old '/^"POT-Creation-Date/d' locale/es/LC_MESSAGES/django.po && rm locale/es/LC_MESSAGES/django.po.old

lock: ## write the hashed lists anew after a change of requirements/*.in (needs uv)
	@for group in base dev; do uv pip compile requirements/$$group.in -o requirements/$$group.txt --quiet --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate; done
