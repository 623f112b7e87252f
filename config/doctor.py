"""Proves the settings that keep the district's data: what `manage.py doctor` asks, in the order of its report.

Each question returns findings; a weak one says what to do. Thresholds come from what the databases promise: a commit
that is reported must be on the disk, and a page torn by a power cut must be found.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks, mail
from django.core.cache import cache
from django.db import DatabaseError, connection

from config import databases, views

SQLITE_FULL = 2
LONG_SECRET = 50
POSTGRES_DURABLE = {
    "fsync": {"on"},
    "full_page_writes": {"on"},
    "synchronous_commit": {"on", "remote_write", "remote_apply"},
    "data_checksums": {"on"},
}
SMTP = "django.core.mail.backends.smtp.EmailBackend"
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
FURTHER = []  # questions of the apps: functions that answer findings


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what was found, and what to do about it (empty when it is well)."""

    subject: str
    found: str
    advice: str = ""


def judge(subject, found, fit, advice):
    return Finding(subject, str(found), "" if fit else advice)


def examine(*, mail_too=False):
    """Everything that can be proven from inside the running site; the mail server is called only with `mail_too`."""
    called = [mail_server()] if mail_too else []
    asked = [*mode(), *database(), *cache_table(), *disk(), *static_files(), *outgoing_mail(), *called, *security()]
    return asked + [finding for question in FURTHER for finding in question()]


def mode():
    return [judge("mode", settings.MODE, settings.PRODUCTION, "Set TRELLIS_MODE=production.")]


def database():
    """Durability of the database that is connected now, and whether its tables fit the code."""
    try:
        asked = sqlite() if connection.vendor == "sqlite" else postgres()
    except DatabaseError as error:
        return [Finding("database", "not reachable", f"Check DATABASE_URL: {str(error).splitlines()[0]}")]
    state = views.database_state()
    return [*asked, judge("tables", state, state == "ok", "Run manage.py migrate.")]


def sqlite():
    journal = databases.journal().lower()
    at_once = connection.settings_dict["OPTIONS"].get("transaction_mode")
    found = {name: ask(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
    return [
        judge("sqlite journal", found["journal_mode"], found["journal_mode"] in {journal, "delete"}, f"Use {journal}."),
        judge("sqlite synchronous", found["synchronous"], found["synchronous"] >= SQLITE_FULL, "Set synchronous=FULL."),
        judge("sqlite foreign keys", found["foreign_keys"], found["foreign_keys"] == 1, "Switch foreign_keys on."),
        judge("sqlite transactions", at_once, at_once == "IMMEDIATE", "Set transaction_mode to IMMEDIATE."),
    ]


def postgres():
    return [
        judge(f"postgresql {name}", found, found in fit, f"Set {name} to {' or '.join(sorted(fit))}.")
        for name, fit in POSTGRES_DURABLE.items()
        for found in [ask(f"SHOW {name}")]
    ]


def ask(statement):
    """First column of the first row that the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def cache_table():
    """Sign-in tries are counted in the shared cache: without it nothing is throttled."""
    try:
        cache.set("doctor", "here", timeout=60)
        fit = cache.get("doctor") == "here"
    except DatabaseError:
        fit = False
    return [judge("shared cache", "ok" if fit else "missing", fit, "Run manage.py createcachetable.")]


def disk():
    state = views.disk_state()
    return [judge("disk", state, state == "ok", f"Make room on the disk that holds {settings.DATA_DIR}.")]


def static_files():
    """Style sheets and scripts: collected in production, otherwise installed where pages take them from."""
    if settings.PRODUCTION:
        ready = Path(settings.STATIC_ROOT, "staticfiles.json").is_file()
    else:
        ready = all(finders.find(f"vendor/{Path(name).name}") for name in settings.VENDOR_FILES)
    advice = "Run npm ci and manage.py collectstatic."
    return [judge("static files", "ready" if ready else "missing", ready, advice)]


def outgoing_mail():
    """A real mail server, reached over an encrypted line unless it stands on this machine."""
    if settings.EMAIL_BACKEND != SMTP:
        return [Finding("mail", settings.EMAIL_BACKEND.split(".")[-2], "Set EMAIL_URL=smtp+tls://…")]
    encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL or settings.EMAIL_HOST in THIS_MACHINE
    return [judge("mail encryption", encrypted, encrypted, "Use smtp+tls:// in EMAIL_URL.")]


def mail_server():
    """Whether the mail server takes our sign-in; nothing is sent."""
    server = mail.get_connection()
    try:
        server.open()
        server.close()
    except (OSError, SMTPException) as error:
        return Finding("mail server", "not reachable", f"Check EMAIL_URL: {error}")
    return Finding("mail server", "reachable")


def security():
    """Password hash, doors shut by default, guarded uploads, names and secret, and Django's own deployment checks."""
    hasher = settings.PASSWORD_HASHERS[0].rpartition(".")[2]
    shut = "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
    guarded = find_spec("defusedxml") is not None
    hosts = settings.ALLOWED_HOSTS
    exact = bool(hosts) and not any(name == "*" or name.startswith(".") for name in hosts)
    secret = len(settings.SECRET_KEY)
    warnings = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
    return [
        judge("password hash", hasher, hasher == "Argon2PasswordHasher", "Put Argon2 first in PASSWORD_HASHERS."),
        judge("sign-in by default", shut, shut, "Put LoginRequiredMiddleware back."),
        judge("uploaded XML", "guarded" if guarded else "unguarded", guarded, "Install defusedxml."),
        judge("host names", ", ".join(hosts) or "none", exact, "List the site's exact names in ALLOWED_HOSTS."),
        judge("secret", f"{secret} characters", secret >= LONG_SECRET, f"Set SECRET_KEY to {LONG_SECRET} or more."),
        judge("deployment check", f"{len(warnings)} warnings", not warnings, " ".join(found.msg for found in warnings)),
    ]
