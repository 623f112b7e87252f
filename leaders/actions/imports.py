"""Importing a roster or a school list: hand in, look, apply, undo."""

import logging

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from leaders.imports import archive, store
from leaders.imports.apply import AlreadyApplied, NeedsConfirmation, PreviewChanged, write_batch
from leaders.imports.formats import Options, read_source
from leaders.imports.preview import keep_preview, stored_reading
from leaders.imports.problems import Unusable, shown
from leaders.imports.rows import PERSON
from leaders.imports.sources import open_source
from leaders.imports.undo import take_back
from leaders.models import District, ImportBatch, User

Status = ImportBatch.Status
READ_AT_ONCE = 2_000_000  # bytes, unpacked; larger uploads are read by the worker
APPLY_AT_ONCE = 1_000  # records to write; more are written by the worker
logger = logging.getLogger(__name__)


class ImportBusy(Exception):
    """Another import holds the same records; nothing was written."""


def receive_import(*, uploads, by):
    """Store what was handed in and read it: at once when it is small, otherwise in the background.

    Raises `ValidationError` when it is found at once that it cannot be used; nothing of it is kept then.
    """
    name = shown(uploads[0].name if len(uploads) == 1 else ", ".join(upload.name for upload in uploads))
    size = sum(upload.size for upload in uploads)
    batch = ImportBatch.objects.create(name=name, size=size, stored=store.keep(uploads), uploaded_by=by)
    start_reading(batch)
    if batch.status == Status.REFUSED:
        raise ValidationError({"files": batch.message})
    return batch


def start_reading(batch):
    path = store.path_of(batch.stored)
    if path.is_file() and archive.weight(path) > READ_AT_ONCE:
        read_in_background.enqueue(str(batch.pk), translation.get_language())
    else:
        read_import(batch=batch)
    return batch


def read_import(*, batch):
    """Read the stored upload into a preview, or say why it cannot be used; the upload itself is then deleted."""
    path = store.path_of(batch.stored)
    try:
        if not path.is_file():
            raise Unusable(_("The upload is no longer here; it is kept for a day."), _("Hand it in again."))
        reading = reading_of(batch, path)
        settle(batch, lambda: keep_preview(batch, reading, timezone.localdate()))
    except Unusable as unusable:
        refuse(batch, str(unusable))
    except Exception:
        logger.exception("import %s could not be read", batch.pk)
        refuse(batch, _("The file could not be read. The administrator finds the cause in the log."))
    if batch.status != Status.CHOOSING:
        store.forget(batch.stored)
        ImportBatch.objects.filter(pk=batch.pk).update(stored="")


@transaction.atomic
def settle(batch, end):
    """End the reading, unless another try was faster: its preview may be applied already, and stays."""
    if ImportBatch.objects.select_for_update().filter(pk=batch.pk, status=Status.READING).exists():
        end()
    else:
        batch.refresh_from_db()


def reading_of(batch, path):
    """What a file, zip or folder says; raises `Unusable`. It may take seconds, so no transaction waits for it."""
    options = Options(timezone.localdate(), batch.options.get("district", ""), District.current().nces_id)
    return read_source(open_source(path, batch.name), options)


def refuse(batch, message):
    def end():
        batch.status, batch.message = Status.REFUSED, message[:1000]
        batch.save(update_fields=["status", "message", "touched_at"])

    settle(batch, end)


def choose_district(*, batch, code):
    """Read a list of many districts again, for one of them."""
    if batch.status != Status.CHOOSING or code not in {choice["code"] for choice in batch.summary["choices"]}:
        return batch
    batch.options = {**batch.options, "district": code}
    batch.status = Status.READING
    batch.save()
    return start_reading(batch)


def set_whole(*, batch, is_whole):
    """Say whether the file lists all staff, so that people missing from it have left; makes a new preview, once."""
    if batch.status == Status.READY and is_whole != (PERSON in batch.summary["whole"]):
        reading = stored_reading(batch)
        reading.whole = (reading.whole | {PERSON}) if is_whole else (reading.whole - {PERSON})
        keep_preview(batch, reading, timezone.localdate())
    return batch


def start_apply(*, batch, by, is_confirmed):
    """Apply a preview: at once when it is small, otherwise in the background. A second call finds nothing to do."""
    if batch.rows.written().count() <= APPLY_AT_ONCE:
        return apply_import(batch=batch, by=by, is_confirmed=is_confirmed)
    waiting = ImportBatch.objects.filter(pk=batch.pk, status=Status.READY)
    if waiting.update(status=Status.APPLYING, message="", touched_at=timezone.now()):
        apply_in_background.enqueue(str(batch.pk), by.pk, is_confirmed, translation.get_language())
    batch.refresh_from_db()
    return batch


def retry_import(*, batch):
    """Start work again that has shown no sign of life; an unfinished apply wrote nothing and returns to the preview."""
    if batch.is_late and batch.status == Status.READING:
        batch.save(update_fields=["touched_at"])
        start_reading(batch)
    elif batch.is_late:
        put_back(batch, _("The import stopped before it was finished. Nothing was written."))
    return batch


def apply_import(*, batch, by, is_confirmed=False):
    """Write the preview in one transaction.

    Raises `AlreadyApplied`, `NeedsConfirmation`, `ImportBusy`, or `PreviewChanged` after making a new preview.
    """
    try:
        with transaction.atomic():
            write_batch(batch, by, is_confirmed)
    except (PreviewChanged, IntegrityError):
        batch.refresh_from_db()
        keep_preview(batch, stored_reading(batch), timezone.localdate())
        raise PreviewChanged from None
    except OperationalError:
        logger.exception("import %s could not be applied", batch.pk)
        raise ImportBusy from None
    batch.refresh_from_db()
    return batch


def undo_import(*, batch, by):
    """Take the import back as a whole. Raises `NotApplied`, or `CannotUndo` with what stands in the way."""
    with transaction.atomic():
        take_back(batch, by)
    batch.refresh_from_db()
    return batch


def discard_import(*, batch):
    """Drop a preview: its rows and its upload go, the line in the list stays."""
    waiting = ImportBatch.objects.filter(pk=batch.pk, status__in=[Status.READY, Status.CHOOSING, Status.REFUSED])
    with transaction.atomic():
        if waiting.update(status=Status.DISCARDED, stored="", touched_at=timezone.now()):
            batch.rows.all().delete()
            store.forget(batch.stored)
    batch.refresh_from_db()
    return batch


@task()
def read_in_background(batch_id, language):
    batch = ImportBatch.objects.get(pk=batch_id)
    with translation.override(language):
        if batch.status == Status.READING:
            read_import(batch=batch)


@task()
def apply_in_background(batch_id, user_id, is_confirmed, language):
    """Apply as the user, if they may still import; the page shows what came of it."""
    batch = ImportBatch.objects.get(pk=batch_id)
    by = User.objects.get(pk=user_id)
    if batch.status != Status.APPLYING:
        return  # done by another try, or put back to the preview: then someone must say anew that it is right
    with translation.override(language):
        if not by.may("leaders.import_data"):
            put_back(batch, _("The person who applied this import may no longer import."))
            return
        try:
            apply_import(batch=batch, by=by, is_confirmed=is_confirmed)
        except AlreadyApplied:
            return
        except (NeedsConfirmation, PreviewChanged, ImportBusy) as failure:
            put_back(batch, why(failure))


def put_back(batch, message):
    """Return a batch from the background to the preview, with what happened."""
    ImportBatch.objects.filter(pk=batch.pk, status__in=[Status.APPLYING, Status.READY]).update(
        status=Status.READY, message=message, touched_at=timezone.now()
    )


def why(failure):
    """What a person is told when an import was not applied."""
    return {
        NeedsConfirmation: _("Nothing was written. Confirm below that these people have left."),
        PreviewChanged: _("Nothing was written: the data changed since the preview. This is the new preview."),
        ImportBusy: _("Nothing was written: another import is running. Try again in a minute."),
    }[type(failure)]
