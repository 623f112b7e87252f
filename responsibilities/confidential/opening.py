"""The one door to what was said: who may read it reads it opened, everyone else learns at most that it exists."""

import json
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from responsibilities.confidential import sealing
from responsibilities.models import CoachingCycle, Evidence, Note


@dataclass(frozen=True)
class Content:
    """What a note or a file says; its representation says nothing, so that no log can."""

    text: str = field(default="", repr=False)
    rating: int | None = field(default=None, repr=False)
    about_student: bool = field(default=False, repr=False)
    name: str = field(default="", repr=False)
    consent: str = field(default="", repr=False)


@dataclass(frozen=True)
class Opened:
    """One row and what it says, or `problem`: why it cannot be opened, in words for the page."""

    row: object = field(repr=False)
    content: Content = field(default=Content(), repr=False)
    problem: str = field(default="", repr=False)


@sensitive_variables()
def put(row, content):
    """Seal what a row says into it; the row is not saved."""
    facts = {name: value for name, value in vars(content).items() if value}
    row.sealed = sealing.seal(json.dumps(facts).encode(), sealing.bound(row))
    row.key_id = sealing.current()


@sensitive_variables()
def content_of(row):
    """What a row says, or `BrokenSeal`."""
    return Content(**json.loads(sealing.unseal(row.sealed, row.key_id, sealing.bound(row))))


def opened(row):
    """One row that was asked for through `visible_to`, opened."""
    try:
        return Opened(row, content_of(row))
    except sealing.MissingKey:
        return Opened(row, problem=_("This cannot be opened: its key is not installed. Please tell your IT office."))
    except sealing.BrokenSeal:
        return Opened(row, problem=_("This cannot be opened: what is stored was changed. Please tell your IT office."))


def read(user, rows):
    """Those of the rows that the user may read, opened, in their order; the rest is left out."""
    rows = rows.visible_to(user).select_related("author", "leader", "teacher", "activity")
    return [opened(row) for row in rows]


def notes_about(user, record):
    """The notes about a visit, or about a cycle and its visits, that the user may read."""
    return read(user, place(Note.objects, record)) if user.person_id else []


def exists(record):
    """Whether anything confidential is kept with a visit or a cycle: all that others ever learn of it."""
    return any(place(model.objects, record).exists() for model in (Note, Evidence))


def place(rows, record):
    """Rows of a visit, or of a cycle with those of its visits."""
    return rows.filter(cycle=record) if isinstance(record, CoachingCycle) else rows.filter(activity=record)
