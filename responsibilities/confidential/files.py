"""Evidence files: checked, cleaned, sealed with their names, and kept apart from the database under random names.

A file is written beside its place, flushed to the disk and renamed before its row is committed; so no row lacks its
file, and what a crash leaves over is swept up later (trust D9).
"""

import uuid
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from config import storing
from leaders.actions.records import claim, in_words
from leaders.models import Person
from responsibilities import evidence
from responsibilities.confidential import sealing
from responsibilities.confidential.notes import record_of, tell
from responsibilities.confidential.opening import Content, place, put, read
from responsibilities.confidential.sides import sides
from responsibilities.evidence import scanning
from responsibilities.models import Evidence

FACT = "evidence_file"


def folder():
    return Path(settings.MEDIA_ROOT) / "evidence"


def path_of(row):
    """Where the sealed file lies; its random name says nothing."""
    return folder() / str(row.stored_as)


@sensitive_variables()
@transaction.atomic
def keep_file(*, by, record, name, data, shared_with=None, shows_students, consent="", consent_words=""):
    """Keep one file with a visit or a cycle. `consent` says which kind is on file for the students it shows."""
    me = sides(by, record)
    if me is None:
        raise PermissionDenied
    if shows_students and not consent:
        raise ValidationError({"consent": _("Say which consent is on file for the students.")})
    if shared_with is not None and shared_with not in me.others:
        raise ValidationError({"shared_with": _("Choose one of the people of this visit.")})
    file = evidence.checked(name, data)
    Person.objects.select_for_update(no_key=True).get(pk=me.me.pk)  # of two files at the limit one is refused
    _check_room(me.me, record, len(file.data))
    leader, teacher = me.pair(shared_with)
    row = Evidence(author=me.me, leader=leader, teacher=teacher, is_private=shared_with is None, **me.place(teacher))
    row.media_type, row.size, row.state = file.media_type, len(file.data), _state(file.data)
    row.shows_students, row.consent = shows_students, consent if shows_students else ""
    put(row, Content(name=file.name, consent=consent_words.strip() if shows_students else ""))
    sealed = sealing.seal(file.data, bound(row))
    row.sha256 = sha256(sealed).hexdigest()
    store(row, sealed)
    with in_words(row):
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save(force_insert=True)
        tell(record, by, "added", FACT)
    return row


@transaction.atomic
def remove_file(*, file, by, version=None):
    """One's own file goes for good, from the disk too once that is certain."""
    if by.person_id is None or file.author_id != by.person_id:
        raise PermissionDenied
    claim(file, version)
    tell(record_of(file), by, "removed", FACT)
    gone = path_of(file)
    file.delete()
    transaction.on_commit(lambda: gone.unlink(missing_ok=True))


def files_about(user, record):
    """The files with a visit, or with a cycle and its visits, that the user may read: their names, opened."""
    return read(user, place(Evidence.objects, record)) if user.person_id else []


@sensitive_variables()
def bytes_of(row):
    """What a file holds that was asked for through `visible_to`, or `BrokenSeal`; only of what is ready."""
    if row.state != Evidence.State.CLEAN:
        raise sealing.BrokenSeal
    return unsealed(row)


@sensitive_variables()
def unsealed(row):
    try:
        sealed = path_of(row).read_bytes()
    except OSError:
        raise sealing.BrokenSeal from None
    return sealing.unseal(sealed, row.key_id, bound(row))


def store(row, sealed):
    """Write a sealed file so that after a crash it is there whole or not at all."""
    storing.write(folder(), str(row.stored_as), sealed)


def reseal_file(row):
    """Write a file anew under the current key and another name; answers what changes in its row."""
    if row.state == Evidence.State.INFECTED:
        return {}
    data, old = unsealed(row), path_of(row)
    row.stored_as = uuid.uuid4()
    sealed = sealing.seal(data, bound(row))
    store(row, sealed)
    transaction.on_commit(lambda: old.unlink(missing_ok=True))
    return {"stored_as": row.stored_as, "sha256": sha256(sealed).hexdigest()}


def bound(row):
    return sealing.bound(row, "file", row.stored_as)


def _check_room(person, record, size):
    if place(Evidence.objects, record).count() >= evidence.MOST_FILES:
        raise ValidationError({"file": _("There are %(most)s files here already.") % {"most": evidence.MOST_FILES}})
    used = Evidence.objects.filter(author=person).aggregate(sum=Sum("size"))["sum"] or 0
    if used + size > settings.EVIDENCE_QUOTA:
        raise ValidationError({"file": _("Your space for files is full. Remove files that are no longer needed.")})


def _state(data):
    return Evidence.State.CLEAN if scanning.is_ready(data) else Evidence.State.QUARANTINED
