import shutil
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config import views


def test_process_answers_without_sign_in_and_without_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"process": "ok"})


@pytest.mark.django_db
def test_ready_when_database_and_disk_are_fit(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "disk": "ok"})


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client):
    MigrationRecorder(connection).migration_qs.filter(app="sessions").delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "migrations missing")


@pytest.mark.django_db
def test_not_ready_on_a_full_disk(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["disk"]) == (503, "nearly full")


@pytest.mark.django_db
def test_not_ready_without_a_database(client, monkeypatch, tmp_path):
    other = connection.copy()
    other.settings_dict = {**connection.settings_dict, "NAME": "/no/such/folder/site"}
    monkeypatch.setattr(views, "connection", other)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "not reachable")
