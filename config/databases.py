"""How the site opens its database: SQLite as the embedded default, PostgreSQL when `DATABASE_URL` says so.

SQLite: a write transaction takes its lock at once (IMMEDIATE), otherwise concurrent writers fail with "database is
locked"; every commit reaches the disk (FULL). The write-ahead log is used only by SQLite versions without its
corruption bug (fixed in 3.51.3). One host only, never on a network drive.
"""

import sqlite3

WAL_IS_SAFE = (3, 51, 3)
POSTGRES_LIMITS = "-c statement_timeout=15s -c lock_timeout=3s -c idle_in_transaction_session_timeout=15s"
# Compiling a page's statement takes longer than running it; and pages are read from memory or solid-state disks.
POSTGRES_LIMITS += " -c jit=off -c random_page_cost=1.1"


def journal(version=sqlite3.sqlite_version_info):
    """Journal mode fit for this SQLite: `WAL` from 3.51.3 on, otherwise the rollback journal."""
    return "WAL" if version >= WAL_IS_SAFE else "DELETE"


def sqlite_options():
    pragmas = [f"journal_mode={journal()}", "synchronous=FULL", "journal_size_limit=67108864"]
    return {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
    }


def configured(env, data_dir):
    """Django's settings of the one database, from `DATABASE_URL`; a SQLite file in `data_dir` without it.

    `DATABASE_POOLED=1` is for PgBouncer in transaction mode: no lasting connections, no server-side cursors, and its
    server's own time limits. `POSTGRES_OPTIONS` replaces the time limits of a session, for long jobs.
    """
    database = env.db_url_config(env("DATABASE_URL", default="") or f"sqlite:///{data_dir / 'trellis.sqlite3'}")
    database["ATOMIC_REQUESTS"] = False
    if database["ENGINE"] == "django.db.backends.sqlite3":
        return {**database, "CONN_MAX_AGE": None, "OPTIONS": sqlite_options()}
    pooled = env.bool("DATABASE_POOLED", default=False)
    limits = env("POSTGRES_OPTIONS", default="" if pooled else POSTGRES_LIMITS)
    options = database.get("OPTIONS", {})
    return {
        **database,
        "CONN_MAX_AGE": 0 if pooled else 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": pooled,
        "OPTIONS": {**options, "options": limits} if limits else options,
    }
