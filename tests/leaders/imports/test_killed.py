"""A process killed in the middle of an import leaves nothing of it behind, and the next run does all of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from leaders.models import AuditEntry, District, Person, School
from tests import migrated

ROOT = Path(__file__).resolve().parents[3]
ROSTER = "sourcedId,orgSourcedIds,role,givenName,familyName\n" + "".join(
    f"T{n},S1,teacher,Ana,Ortiz{n}\n" for n in range(50)
)
START = """
import os, signal, sys, django
django.setup()
from django.core.management import call_command
from django.db import connection
from leaders.models import AuditEntry, District, Person, School

def die(execute, sql, params, many, context):
    if sql.startswith("INSERT") and AuditEntry._meta.db_table in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
"""
PREPARE = 'District.objects.get_or_create(pk=1, defaults={"name": "Test"})\n'
PREPARE += 'School.objects.create(name="Bay High", source_id="S1")\n'
KILLED = 'with connection.execute_wrapper(die):\n    call_command("import_roster", sys.argv[1])\n'
WHOLE = 'call_command("import_roster", sys.argv[1])\n'
COUNT = 'print("people:", Person.objects.count(), "history:", AuditEntry.objects.count())\n'


@pytest.fixture
def python(tmp_path):
    """Runs code in a process of its own, on a SQLite file of its own or on the database at `url`."""
    path = tmp_path / "users.csv"
    path.write_text(ROSTER)
    shutil.copyfile(migrated.kept(), tmp_path / "trellis.sqlite3")
    mode = {"TRELLIS_MODE": "demo", "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}

    def run(code, url=""):
        command = [sys.executable, "-c", START + code, str(path)]
        environment = os.environ | mode | {"DATABASE_URL": url}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)

    return run


def test_a_killed_import_leaves_nothing_and_the_next_one_everything(python):
    assert python(PREPARE).returncode == 0
    assert python(KILLED).returncode == -9
    assert "people: 0 history: 0" in python(COUNT).stdout
    assert "people: 50 history: 50" in python(WHOLE + COUNT).stdout


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_killed_import_leaves_nothing_on_postgresql_either(python):
    District.objects.create(pk=1, name="Test")
    School.objects.create(name="Bay High", source_id="S1")
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    assert python(KILLED, url).returncode == -9
    assert (Person.objects.count(), AuditEntry.objects.count()) == (0, 0)
    assert "people: 50 history: 50" in python(WHOLE + COUNT, url).stdout
