"""Three hundred damaged rosters: each is refused in words, or read, applied and undone without a trace."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from leaders.actions.imports import apply_import, receive_import, undo_import
from leaders.models import AuditEntry, Person, School
from tests.leaders.imports.mutations import mutated

pytestmark = pytest.mark.django_db
LOTS = [range(start, start + 50) for start in range(0, 300, 50)]


def stored():
    return [list(model.objects.order_by("pk").values_list("pk", "source_id")) for model in (Person, School)]


def outcome(seed, by):
    """“refused”, or “applied” with exactly the records that the preview counts; “broken off” by a fault of ours."""
    name, data = mutated(seed)
    before, history = stored(), AuditEntry.objects.count()
    try:
        batch = receive_import(uploads=[SimpleUploadedFile(name, data)], by=by)
    except ValidationError as refusal:
        return "broken off" if "in the log" in str(refusal) else "refused"
    written = batch.rows.written().count()
    apply_import(batch=batch, by=by, is_confirmed=True)
    assert AuditEntry.objects.count() - history == written, f"{seed}: half an import"
    undo_import(batch=batch, by=by)
    assert stored() == before, f"{seed}: undo left something"
    return "applied"


@pytest.mark.parametrize("seeds", LOTS, ids=str)
def test_a_damaged_roster_is_refused_or_applied_as_a_whole(district, coordinator, settings, tmp_path, seeds):
    settings.DATA_DIR = tmp_path
    outcomes = {outcome(seed, coordinator) for seed in seeds}
    assert outcomes == {"refused", "applied"}
