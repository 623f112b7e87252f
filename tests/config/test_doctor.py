import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from config import databases, doctor

pytestmark = pytest.mark.django_db


def weak(findings):
    return {finding.subject for finding in findings if finding.advice}


# SQLite in memory keeps no journal; the suite's own PostgreSQL trades these two for speed.
OF_THE_SUITE = {"sqlite": {"sqlite journal"}, "postgresql": {"postgresql fsync", "postgresql full_page_writes"}}


def test_database_as_configured_is_well():
    assert weak(doctor.database()) <= OF_THE_SUITE[connection.vendor]


def test_command_names_what_is_weak_and_fails(capsys):
    with pytest.raises(CommandError, match="mode"):
        call_command("doctor")
    assert "→ Set TRELLIS_MODE=production." in capsys.readouterr().out


def test_command_is_content_when_nothing_is_weak(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "examine", lambda **_: [doctor.Finding("mode", "production")])
    call_command("doctor")
    assert "All is well." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("subject", "statement"),
    [
        ("sqlite synchronous", "PRAGMA synchronous=NORMAL"),
        ("sqlite foreign keys", "PRAGMA foreign_keys=OFF"),
        ("sqlite journal", "PRAGMA journal_mode=OFF"),
    ],
)
def test_weaker_sqlite_is_found(tmp_path, monkeypatch, subject, statement):
    other = sqlite_at(tmp_path)
    monkeypatch.setattr(doctor, "connection", other)
    assert subject not in weak(doctor.sqlite())
    with other.cursor() as cursor:
        cursor.execute(statement)
    assert subject in weak(doctor.sqlite())
    other.close()


def test_sqlite_that_takes_its_lock_late_is_found(tmp_path, monkeypatch):
    other = sqlite_at(tmp_path)
    other.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    monkeypatch.setattr(doctor, "connection", other)
    assert "sqlite transactions" in weak(doctor.sqlite())
    other.close()


def test_database_that_cannot_be_reached_is_found(tmp_path, monkeypatch):
    other = sqlite_at(tmp_path / "no such folder")
    monkeypatch.setattr(doctor, "connection", other)
    assert [finding.found for finding in doctor.database()] == ["not reachable"]


@pytest.mark.postgres
def test_weaker_postgresql_is_found():
    assert "postgresql synchronous_commit" not in weak(doctor.postgres())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert "postgresql synchronous_commit" in weak(doctor.postgres())


def test_missing_migration_is_found():
    MigrationRecorder(connection).migration_qs.filter(app="sessions").delete()
    assert "tables" in weak(doctor.database())


def test_missing_cache_table_is_found(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "none"}}
    with transaction.atomic():
        assert weak(doctor.cache_table()) == {"shared cache"}
        transaction.set_rollback(True)


def test_cache_that_forgets_is_found(settings):
    assert weak(doctor.cache_table()) == set()
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert weak(doctor.cache_table()) == {"shared cache"}
    cache.clear()


def test_mail_that_goes_nowhere_is_found():
    assert weak(doctor.outgoing_mail()) == {"mail"}


def test_mail_in_the_clear_and_an_unreachable_server_are_found(settings):
    settings.EMAIL_BACKEND = doctor.SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "mail.invalid", 25, False
    assert weak(doctor.outgoing_mail()) == {"mail encryption"}
    assert "mail server" in weak(doctor.examine(mail_too=True))


def test_static_files_that_were_not_collected_are_found(settings, tmp_path):
    settings.PRODUCTION, settings.STATIC_ROOT = True, tmp_path
    assert weak(doctor.static_files()) == {"static files"}
    (tmp_path / "staticfiles.json").write_text("{}")
    assert weak(doctor.static_files()) == set()


def test_weak_hash_and_open_doors_are_found(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MIDDLEWARE = []
    assert weak(doctor.security()) >= {"password hash", "sign-in by default"}


@pytest.mark.parametrize("hosts", [[], ["*"], [".example.org"], ["trellis.example.org", "*"]])
def test_site_that_answers_to_any_name_is_found(settings, hosts):
    settings.ALLOWED_HOSTS = ["trellis.example.org"]
    assert "host names" not in weak(doctor.security())
    settings.ALLOWED_HOSTS = hosts
    assert "host names" in weak(doctor.security())


def test_short_secret_is_found(settings):
    settings.SECRET_KEY = "x" * 50
    assert "secret" not in weak(doctor.security())
    settings.SECRET_KEY = "x" * 49
    assert "secret" in weak(doctor.security())


def test_missing_guard_of_uploads_is_found(monkeypatch):
    assert "uploaded XML" not in weak(doctor.security())
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    assert "uploaded XML" in weak(doctor.security())


def sqlite_at(folder):
    """A connection with the options of a real site, to a file of its own."""
    other = connection.copy() if connection.vendor == "sqlite" else pytest.skip("SQLite's own settings")
    other.settings_dict = {
        **connection.settings_dict,
        "NAME": str(folder / "site.sqlite3"),
        "OPTIONS": databases.sqlite_options(),
    }
    return other
