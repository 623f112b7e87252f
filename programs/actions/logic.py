"""Steps of a logic model: added at the end of their column, moved up and down within it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from leaders.actions.records import claim, save_record
from programs.models import LogicStep, Program


@transaction.atomic
def save_step(*, step, by, version=None):
    """Add or change a step; a new one, or one that changes its column, goes to the end of it."""
    check_indicator(step)
    stored = LogicStep.objects.filter(pk=step.pk).first()
    if stored is None or stored.column != step.column:
        last = _column(step).aggregate(last=Max("order"))["last"]
        step.order = 0 if last is None else last + 1
    return save_record(record=step, by=by, version=version)


def check_indicator(step):
    """An indicator of the program's own goals, or of the whole district's."""
    if step.indicator and step.indicator.goal.program_id not in (None, step.program_id):
        raise ValidationError({"indicator": _("Choose an indicator of this program or of the whole district.")})


@transaction.atomic
def move_step(*, step, up, by):
    """Let a step change places with the one above or below; at the end of its column it stays."""
    Program.objects.select_for_update(no_key=True).get(pk=step.program_id)
    rows = list(_column(step).order_by("order", "pk"))
    at = next(place for place, row in enumerate(rows) if row.pk == step.pk)
    other = at - 1 if up else at + 1
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
        _number(rows)
    return step


def _number(rows):
    for place, row in enumerate(rows):
        if row.order != place:
            claim(row, None)
            LogicStep.objects.filter(pk=row.pk).update(order=place)


def _column(step):
    return LogicStep.objects.filter(program=step.program_id, column=step.column)
