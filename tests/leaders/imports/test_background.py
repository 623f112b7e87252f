"""Large imports: read and written by the worker, by whoever may still import, and never twice."""

import datetime
import os
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from leaders.actions.imports import (
    READ_AT_ONCE,
    ImportBusy,
    apply_import,
    apply_in_background,
    read_import,
    receive_import,
    retry_import,
)
from leaders.imports import store
from leaders.imports.apply import AlreadyApplied, PreviewChanged
from leaders.imports.preview import keep_preview
from leaders.models import Grant, ImportBatch, Person
from tests.factories import UserFactory
from tests.leaders.imports.packages import files_1_1, teacher, zipped
from tests.leaders.imports.reading import TODAY, read_files

MANY = 1_001  # one more than is written at once


@pytest.fixture
def preview(district, coordinator, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    def make(count):
        batch = ImportBatch.objects.create(name="staff.zip", uploaded_by=coordinator)
        reading = read_files(tmp_path, files_1_1([teacher(number) for number in range(count)]))
        keep_preview(batch, reading, TODAY)
        return batch

    return make


@pytest.mark.django_db
def test_a_large_upload_is_read_by_the_worker(district, coordinator, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    files = files_1_1([teacher(1)]) | {"classes.csv": "a,b"}
    path = zipped(tmp_path / "a.zip", files)
    upload = SimpleUploadedFile("a.zip", path.read_bytes())
    upload.size = READ_AT_ONCE + 1
    batch = receive_import(uploads=[upload], by=coordinator)
    batch.refresh_from_db()
    assert (batch.status, batch.stored) == ("ready", "")


@pytest.mark.django_db
def test_many_rows_are_written_by_the_worker(client, preview, coordinator):
    batch = preview(MANY)
    client.force_login(coordinator)
    client.post(f"/imports/{batch.pk}/apply/", {"digest": batch.digest})
    batch.refresh_from_db()
    assert (batch.status, Person.objects.count()) == ("applied", MANY)


@pytest.mark.django_db
def test_the_worker_asks_again_whether_the_person_may_import(preview, coordinator):
    batch = preview(3)
    ImportBatch.objects.update(status="applying")
    Grant.objects.all().delete()
    apply_in_background.func(str(batch.pk), coordinator.pk, False, "en")
    batch.refresh_from_db()
    assert (batch.status, Person.objects.count()) == ("ready", 0)
    assert "no longer import" in batch.message


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "status"), [(1, "applying"), (3, "ready")])
def test_work_that_stopped_can_be_taken_up_again_after_two_minutes(preview, minutes, status):
    batch = preview(3)
    then = timezone.now() - datetime.timedelta(minutes=minutes)
    ImportBatch.objects.update(status="applying", touched_at=then)
    batch.refresh_from_db()
    retry_import(batch=batch)
    batch.refresh_from_db()
    assert batch.status == status


@pytest.mark.django_db
def test_the_waiting_page_asks_until_the_work_is_done(client, preview, coordinator):
    batch = preview(1)
    client.force_login(coordinator)
    ImportBatch.objects.update(status="applying", touched_at=timezone.now())
    waiting = client.get(f"/imports/{batch.pk}/progress/")
    ImportBatch.objects.update(status="ready")
    done = client.get(f"/imports/{batch.pk}/progress/")
    assert "being written" in waiting.content.decode()
    assert done.headers["HX-Refresh"] == "true"


@pytest.mark.django_db
@pytest.mark.parametrize("is_kept", [True, False])
def test_a_second_reading_that_ends_late_changes_nothing(district, coordinator, settings, tmp_path, is_kept):
    settings.DATA_DIR = tmp_path
    path = zipped(tmp_path / "a.zip", files_1_1([teacher(1)]))
    upload = SimpleUploadedFile("a.zip", path.read_bytes())
    first = ImportBatch.objects.create(name="a.zip", stored=store.keep([upload]), uploaded_by=coordinator)
    second = ImportBatch.objects.get(pk=first.pk)
    read_import(batch=first)
    apply_import(batch=first, by=coordinator)
    if is_kept:
        store.path_of(second.stored).write_bytes(path.read_bytes())
    read_import(batch=second)
    assert (second.status, Person.objects.count()) == ("applied", 1)


@pytest.mark.django_db
def test_work_that_was_put_back_is_not_done_when_the_worker_returns(preview, coordinator):
    batch = preview(3)
    apply_in_background.func(str(batch.pk), coordinator.pk, True, "en")
    batch.refresh_from_db()
    assert (batch.status, Person.objects.count()) == ("ready", 0)


@pytest.mark.django_db
def test_the_waiting_page_says_when_no_worker_seems_to_run(client, preview, coordinator):
    batch = preview(1)
    client.force_login(coordinator)
    ImportBatch.objects.update(status="applying", touched_at=timezone.now() - datetime.timedelta(minutes=3))
    assert "Perhaps the background worker does not run" in client.get(f"/imports/{batch.pk}/").content.decode()
    again = client.post(f"/imports/{batch.pk}/progress/", follow=True).content.decode()
    assert "stopped before it was finished. Nothing was written." in again


@pytest.mark.django_db
def test_uploads_that_nobody_read_are_gone_after_a_day(settings, tmp_path, coordinator):
    settings.DATA_DIR = tmp_path
    old = tmp_path / "imports" / ("0" * 32)
    old.parent.mkdir()
    old.write_text("x")
    yesterday = (timezone.now() - datetime.timedelta(hours=25)).timestamp()
    os.utime(old, (yesterday, yesterday))
    store.sweep()
    assert not old.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_who_apply_at_the_same_moment_apply_once(preview):
    batch = preview(50)
    outcomes = []

    def click():
        try:
            apply_import(batch=ImportBatch.objects.get(pk=batch.pk), by=UserFactory(kind="coordinator"))
            outcomes.append("applied")
        except AlreadyApplied:
            outcomes.append("too late")
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _each in range(2)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert sorted(outcomes) == ["applied", "too late"]
    assert Person.objects.filter(source_id__startswith="U").count() == 50


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_file_from_two_people_at_once_is_written_once(preview):
    batches = [preview(50), preview(50)]
    outcomes = []

    def click(batch):
        try:
            apply_import(batch=batch, by=UserFactory(kind="coordinator"))
            outcomes.append("applied")
        except (PreviewChanged, ImportBusy):
            outcomes.append("too late")
        finally:
            connection.close()

    clicks = [threading.Thread(target=click, args=[batch]) for batch in batches]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert sorted(outcomes) == ["applied", "too late"]
    assert Person.objects.filter(source_id__startswith="U").count() == 50
    assert ImportBatch.objects.get(status="ready").rows.written().count() == 0
