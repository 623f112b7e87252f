"""Writing what is said between two people. No history holds it: only that it was written, when and by whom."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from leaders import audit
from leaders.actions.records import claim, in_words
from leaders.models import AuditEntry
from responsibilities import rules
from responsibilities.confidential.opening import Content, put
from responsibilities.confidential.sides import sides
from responsibilities.models import CoachingCycle, Note

LONGEST = 10_000
RATINGS = (Note.Kind.RATING_BEFORE, Note.Kind.RATING_AFTER)
OF_CYCLES = (Note.Kind.GOAL, *RATINGS)
SHARED = (*OF_CYCLES, Note.Kind.NEXT_STEP)  # kinds that make sense only between the two


@sensitive_variables()
@transaction.atomic
def write_note(*, by, record, kind, text, shared_with=None, rating=None, check_back=None, about_student=False):
    """A text of the user `by` about a visit or a cycle, for the person `shared_with` too, or only for oneself."""
    me = _my_side(by, record)
    _check_kind(record, kind, shared_with)
    if shared_with is not None and shared_with not in me.others:
        raise ValidationError({"shared_with": _("Choose one of the people of this visit.")})
    if kind in RATINGS:
        CoachingCycle.objects.select_for_update().get(pk=record.pk)  # of two at once, the second is told
        _refuse_second(record, kind)
    leader, teacher = me.pair(shared_with)
    note = Note(author=me.me, leader=leader, teacher=teacher, kind=kind, **me.place(teacher))
    note.is_private, note.check_back = shared_with is None, _day(kind, check_back)
    put(note, _content(kind, text, rating, about_student))
    with in_words(note):
        note.full_clean(validate_unique=False, validate_constraints=False)
        note.save(force_insert=True)
    tell(record, by, "added")
    return note


@sensitive_variables()
@transaction.atomic
def change_note(*, note, by, text, shared_with=None, rating=None, check_back=None, about_student=False, version=None):
    """New words for one's own note; `version` is the one that was read before."""
    _own(note, by)
    me = _my_side(by, record_of(note))
    _check_kind(me.record, note.kind, shared_with)
    if shared_with is not None and shared_with not in (*me.others, *_already(note)):
        raise ValidationError({"shared_with": _("Choose one of the people of this visit.")})
    note.is_private = shared_with is None
    if me.leads:
        note.teacher = shared_with
    note.cycle = me.place(note.teacher)["cycle"]
    if check_back != note.check_back:
        note.check_back = _day(note.kind, check_back)
    put(note, _content(note.kind, text, rating, about_student))
    with in_words(note):
        claim(note, version)
        note.save(force_update=True)
    tell(me.record, by, "changed")
    return note


@transaction.atomic
def mark_done(*, note, by, done=True, version=None):
    """A next step is done, or open again; either of the two says so."""
    if note.kind != Note.Kind.NEXT_STEP or by.person_id not in (note.leader_id, note.teacher_id):
        raise PermissionDenied
    claim(note, version)
    Note.objects.filter(pk=note.pk).update(is_done=done)
    note.is_done = done


@transaction.atomic
def remove_note(*, note, by, version=None):
    """One's own note goes for good: nobody keeps a copy, the history only that there was one."""
    _own(note, by)
    claim(note, version)
    tell(record_of(note), by, "removed")
    note.delete()


def record_of(row):
    """The visit that a note or a file belongs to, or its cycle."""
    return row.activity or row.cycle


def tell(record, by, what, about="confidential_note"):
    """The history of a visit or cycle says that something confidential was written, never what or of what kind."""
    audit.record(row=record, verb=AuditEntry.Verb.CHANGED, by=by, changes={about: [None, what]})


def _my_side(by, record):
    me = sides(by, record)
    if me is None:
        raise PermissionDenied
    return me


def _own(note, by):
    if by.person_id is None or note.author_id != by.person_id:
        raise PermissionDenied


def _already(note):
    """With whom it is shared, also when the visit no longer names them."""
    return [] if note.is_private else [note.teacher, note.leader]


def _check_kind(record, kind, shared_with):
    if kind in OF_CYCLES and not isinstance(record, CoachingCycle):
        raise ValidationError({"kind": _("Goals and ratings belong to a coaching cycle.")})
    if kind in SHARED and shared_with is None:
        raise ValidationError({"shared_with": _("Goals, ratings and next steps are for both of you.")})


def _refuse_second(cycle, kind):
    if Note.objects.filter(cycle=cycle, kind=kind).exists():
        raise ValidationError({"kind": _("There is already one in this cycle. Change that one instead.")})


@sensitive_variables()
def _content(kind, text, rating, about_student):
    """What is sealed; a rating may stand without words, everything else says something."""
    text = text.strip()
    if kind in RATINGS and rating not in range(1, 6):
        raise ValidationError({"rating": _("Choose a number from 1 to 5.")})
    if kind not in RATINGS and not text:
        raise ValidationError({"text": _("Write something, or leave this page.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("Up to %(count)s characters.") % {"count": LONGEST}})
    content = Content(text=text, about_student=about_student)
    return replace(content, rating=rating) if kind in RATINGS else content


def _day(kind, check_back):
    """The day to look at a next step again; new ones lie ahead."""
    if kind != Note.Kind.NEXT_STEP or check_back is None:
        return None
    if check_back < rules.today():
        raise ValidationError({"check_back": _("This day has passed. Choose one from today on.")})
    return check_back
