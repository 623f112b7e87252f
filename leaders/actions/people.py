"""What happens to people on the staff roster, each with its reason."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leaders.actions.records import save_record


def _need(reason):
    """A change that is made to several people at once says why."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for the record.")})


def mark_left(person, *, by, reason, left_on):
    """Mark a person as having left on a day."""
    _need(reason)
    person.is_active = False
    person.left_on = left_on
    save_record(record=person, by=by, reason=reason)


def move(person, *, by, reason, school):
    """Give a person another home school."""
    _need(reason)
    person.home_school = school
    save_record(record=person, by=by, reason=reason)
