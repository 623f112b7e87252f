"""Entry point of the floor for gunicorn."""

import importlib

importlib.import_module("tests.bench.floor")
application = importlib.import_module("django.core.wsgi").get_wsgi_application()
