"""The parts of a call that stand in an order: the questions of its form, the criteria of its rubric.

Every change raises the version of the call, so that whoever publishes it has seen the form as it is, and is written
into the history of the call.
"""

from django.db import transaction
from django.db.models import Max

from leaders import audit
from leaders.actions.records import check, claim, in_words
from leaders.models import AuditEntry
from programs import call_rules as rules
from programs import call_words as words
from programs.models import Call, Criterion, Question

COPIED = {
    Question: ("order", "text", "help", "kind", "required", "word_limit", "choices"),
    Criterion: ("order", "text", "description", "weight", "highest"),
}


@transaction.atomic
def save_part(*, part, by, version=None):
    """Add a part at the end, or change one in its place."""
    call = _open(part)
    before = None if part._state.adding else words.in_full(type(part).objects.get(pk=part.pk))
    if isinstance(part, Criterion) and part.pk:
        rules.check_scores(part)
    check(part)
    with in_words(part):
        if part._state.adding:
            rules.check_room(call, _parts(part).count())
            part.order = (_parts(part).aggregate(last=Max("order"))["last"] or 0) + 1
            part.save(force_insert=True)
        else:
            claim(part, version)
            part.save(force_update=True)
    if before != words.in_full(part):
        _tell(call, by, {words.name_of(part): [before, words.in_full(part)]})
    return part


@transaction.atomic
def move_part(*, part, up, by):
    """Let a part change places with the one above or below; at the end it stays."""
    call, rows = _checked(part), list(_parts(part).order_by("order", "pk"))
    at = next(place for place, row in enumerate(rows) if row.pk == part.pk)
    other = at - 1 if up else at + 1
    if 0 <= other < len(rows):
        claim(call, None)
        rows[at], rows[other] = rows[other], rows[at]
        _number(rows)
        _tell(call, by, {words.name_of(part): [f"{at + 1}. {part}", f"{other + 1}. {part}"]})
    return part


@transaction.atomic
def remove_part(*, part, by, version=None):
    call = _open(part)
    if isinstance(part, Criterion):
        rules.check_unscored(part)
    claim(part, version)
    before, name = words.in_full(part), words.name_of(part)
    part.delete()
    _number(list(_parts(part).order_by("order", "pk")))
    _tell(call, by, {name: [before, None]})


def copy_parts(*, source, call, by):
    """Give a new call the questions and the rubric of another."""
    for model, names in COPIED.items():
        rows = [
            model(call=call, **{name: getattr(row, name) for name in names})
            for row in model.objects.filter(call=source).order_by("order", "pk")
        ]
        model.objects.bulk_create(rows)
        for row in rows:
            _tell(call, by, {words.name_of(row): [None, words.in_full(row)]})


def _open(part):
    """The part's call with a new version; refused when parts of that kind stay."""
    call = _checked(part)
    claim(call, None)
    return call


def _checked(part):
    """The part's call, locked; refused when parts of that kind stay."""
    call = Call.objects.select_for_update(no_key=True).get(pk=part.call_id)
    if isinstance(part, Criterion):
        rules.check_rubric_open(call)
    else:
        rules.check_form_open(call)
    return call


def _parts(part):
    return type(part).objects.filter(call=part.call_id)


def _number(rows):
    for place, row in enumerate(rows, start=1):
        row.order = place
    if rows:
        type(rows[0]).objects.bulk_update(rows, ["order"])


def _tell(call, by, changes):
    audit.record(row=call, verb=AuditEntry.Verb.CHANGED, by=by, changes=changes)
