"""A process killed in the middle of an import leaves nothing of it behind, and the next run does all of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
PREPARE = 'call_command("migrate", verbosity=0)\nDistrict.objects.get_or_create(pk=1, defaults={"name": "Test"})\n'
PREPARE += 'School.objects.create(name="Bay High", source_id="S1")\n'
KILLED = 'with connection.execute_wrapper(die):\n    call_command("import_roster", sys.argv[1])\n'
WHOLE = 'call_command("import_roster", sys.argv[1])\n'
COUNT = 'print("people:", Person.objects.count(), "history:", AuditEntry.objects.count())\n'


@pytest.fixture
def python(tmp_path):
    """Runs code in a process of its own, on a SQLite file of its own."""
    path = tmp_path / "users.csv"
    path.write_text(ROSTER)
    mode = {"TRELLIS_MODE": "demo", "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | mode

    def run(code):
        command = [sys.executable, "-c", START + code, str(path)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)

    return run


def test_a_killed_import_leaves_nothing_and_the_next_one_everything(python):
    assert python(PREPARE).returncode == 0
    assert python(KILLED).returncode == -9
    assert "people: 0 history: 0" in python(COUNT).stdout
    assert "people: 50 history: 50" in python(WHOLE + COUNT).stdout
