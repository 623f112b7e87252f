"""What happens to people on the staff roster, each with its reason."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leaders.actions.records import save_record
from leaders.models import FormerKind, Person

DAY = datetime.timedelta(days=1)


def _need(reason):
    """A change that is made to several people at once says why."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for the record.")})


@transaction.atomic
def save_person(*, person, kind_since, by, reason="", version=None, related=None):
    """Save a person; a new kind of staff that begins on a day leaves the old one standing until the day before.

    Without `kind_since` the kind is a correction: it has always been so.
    """
    before = Person.objects.filter(pk=person.pk).values_list("staff_kind", flat=True).first()
    save_record(record=person, by=by, reason=reason, version=version, related=related)
    if kind_since is None or before in (None, person.staff_kind):
        return
    last = person.former_kinds.last()
    if last and last.until >= kind_since - DAY:
        raise ValidationError({"kind_since": _("The kind of staff already changed then. Choose a later day.")})
    former = FormerKind(person=person, kind=before, until=kind_since - DAY)
    save_record(record=former, by=by, reason=reason)


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
