"""`make test`, `make lint` and their neighbours."""

import base64
import os
import secrets
import shlex
import signal

from config.bootstrap import environment, machine, postgres
from config.bootstrap.console import ROOT, code, say, surroundings

# A process that has no more to do takes over half of what waits for the other; else both make what tests share.
PARALLEL = ["-n", "2", "--dist", "worksteal"]
WITHOUT_BROWSER = ["-m", "not browser"]
# Each door, form and text asked for each kind of user: a third of the suite's time, the same on either database. The
# whole suite asks once, on PostgreSQL as districts run it; on SQLite where there is no other.
SWEEPS = ["tests/test_access.py", *(f"tests/security/test_{name}.py" for name in ("answers", "canaries", "forms"))]
SWEEPS += [f"tests/security/test_{name}.py" for name in ("history", "texts")]


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
    failed = on_sqlite(chosen, left_out=SWEEPS if postgres.binaries() else [])
    with postgres.server() as address:
        if address is None:
            say("PostgreSQL: skipped, it is not installed (apt-get install postgresql)")
        else:
            env = surroundings(DATABASE_URL=address, POSTGRES_OPTIONS="-c lock_timeout=10s")
            failed |= suite("PostgreSQL", [*WITHOUT_BROWSER, *chosen], env=env)
    return int(bool(failed))


def on_sqlite(chosen, left_out=()):
    """What is covered is judged by the run without the browser alone: to gather it nearly doubles a run.

    Of the whole suite `left_out` is not run here.
    """
    env = surroundings(DATABASE_URL="")
    if chosen:
        return suite("SQLite", chosen, env=env)
    covered = [*WITHOUT_BROWSER, "--cov", "--cov-report=", "--cov-fail-under=0"]
    failed = suite("SQLite", [*covered, *(f"--ignore={path}" for path in left_out)], env=env)
    failed |= code(environment.PYTHON, "-m", "coverage", "report")
    return failed | suite("SQLite, in the browser", ["tests/browser", "-m", "browser"], env=env)


def suite(name, options, env):
    """Exit code of one run."""
    say(f"Tests on {name}")
    return code(environment.PYTHON, "-m", "pytest", "-q", *PARALLEL, *options, env=env)


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
