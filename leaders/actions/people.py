"""Changes to several people at once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leaders.actions.records import save_record


def _need(reason):
    """A change of several people at once says why."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for the record.")})


@transaction.atomic
def mark_left(*, people, by, reason, left_on):
    """Mark people as having left on a day; all of them or, when one cannot be, none."""
    _need(reason)
    for person in people:
        person.is_active = False
        person.left_on = left_on
        save_record(record=person, by=by, reason=reason)


@transaction.atomic
def move(*, people, by, reason, school):
    """Give people another home school; all of them or, when one cannot be, none."""
    _need(reason)
    for person in people:
        person.home_school = school
        save_record(record=person, by=by, reason=reason)
