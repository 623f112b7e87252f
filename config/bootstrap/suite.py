"""`make test`, `make lint` and their neighbours."""

import base64
import os
import secrets
import shlex
import signal

from config.bootstrap import environment, machine, postgres
from config.bootstrap.console import ROOT, code, say, surroundings

CORES = "2"


def tools():
    """Everything that developing needs, installed."""
    environment.python_packages("dev")
    environment.front_end_packages()
    environment.translations()


def test(arguments):
    """The whole suite on SQLite with the browser, then on PostgreSQL without it; `ARGS` narrows it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    chosen = [*arguments, *shlex.split(os.environ.get("ARGS", ""))]
    environment.python_packages("dev")
    environment.front_end_packages()
    machine.install_missing()
    environment.translations()
    failed = suite("SQLite", chosen, env=surroundings(DATABASE_URL=""))
    with postgres.server() as address:
        if address is None:
            say("PostgreSQL: skipped, it is not installed (apt-get install postgresql)")
        else:
            env = surroundings(DATABASE_URL=address, POSTGRES_OPTIONS="-c lock_timeout=10s")
            failed |= suite("PostgreSQL", ["-m", "not browser", "--cov-append", *chosen], env=env)
    if not chosen:
        failed |= code(environment.PYTHON, "-m", "coverage", "report")
    return int(bool(failed))


def suite(name, options, env):
    """Exit code of one run; what it covers is gathered, and judged at the end over all runs."""
    say(f"Tests on {name}")
    gather = ["--cov", "--cov-report=", "--cov-fail-under=0"]
    return code(environment.PYTHON, "-m", "pytest", "-q", "-n", CORES, *gather, *options, env=env)


def lint(arguments):
    """Style, templates, migrations and the deployment check; all are run, whatever the first ones say."""
    tools()
    scratch = str(ROOT / "var" / "lint")
    python = environment.PYTHON
    development = surroundings(TRELLIS_MODE="test", DATA_DIR=scratch, DATABASE_URL="")
    production = surroundings(
        TRELLIS_MODE="production",
        SECRET_KEY=secrets.token_urlsafe(60),
        SEALING_KEYS=f"lint:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        ALLOWED_HOSTS="trellis.example.org",
        DATA_DIR=scratch,
        DATABASE_URL="",
    )
    checks = [
        code(python, "-m", "ruff", "check", "."),
        code(python, "-m", "ruff", "format", "--check", "."),
        code(python, "-m", "djlint", "--lint", "--quiet", "templates"),
        code(python, "manage.py", "makemigrations", "--check", "--dry-run", env=development),
        code(python, "manage.py", "check", "--deploy", "--fail-level", "WARNING", env=production),
    ]
    return int(any(checks))


def bench(arguments):
    tools()
    return code(environment.PYTHON, "-m", "tests.bench.run", *arguments)


def screenshots(arguments):
    tools()
    machine.install_missing()
    return code(environment.PYTHON, "-m", "tests.browser.screenshots", *arguments)
