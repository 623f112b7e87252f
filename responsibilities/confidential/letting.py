"""A supported teacher lets another teacher leader read what is shared in one cycle, and takes it back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leaders.actions.records import in_words
from leaders.models import Appointment, Person
from responsibilities import rules
from responsibilities.confidential.notes import tell
from responsibilities.models import CoachingCycle, LettingIn

FACT = "shared_with_successor"


def candidates(cycle):
    """Teacher leaders who serve today at the cycle's school, or in the position of its teacher leader.

    Not the whole district: teachers are not to learn from a form who leads elsewhere.
    """
    serving = Appointment.objects.in_force(rules.today()).order_by()
    there = (
        serving.at(cycle.site)
        .values("person")
        .union(serving.filter(position=cycle.appointment.position_id).values("person"))
    )
    taken = [cycle.leader_id, cycle.teacher_id, *cycle.let_in.values_list("person", flat=True)]
    return Person.objects.filter(pk__in=there, is_active=True).exclude(pk__in=taken)


def readers(record):
    """Who was let in to a cycle, or to the cycle of a visit: they read along what is shared there."""
    cycle = record if isinstance(record, CoachingCycle) else record.cycle
    if cycle is None:
        return []
    return list(LettingIn.objects.filter(cycle=cycle).select_related("person", "cycle"))


@transaction.atomic
def let_in(*, by, cycle, person):
    """Only the supported teacher does so, for one cycle and one teacher leader; private notes stay closed."""
    _teacher_only(by, cycle)
    if not candidates(cycle).filter(pk=person.pk).exists():
        raise ValidationError({"person": _("Choose someone who serves here as a teacher leader today.")})
    row = LettingIn(cycle=cycle, person=person, by=by)
    with in_words(row):
        row.save(force_insert=True)
        tell(cycle, by, "added", FACT)
    return row


@transaction.atomic
def shut_out(*, by, letting):
    """From now on that person reads nothing of the cycle any more."""
    _teacher_only(by, letting.cycle)
    tell(letting.cycle, by, "removed", FACT)
    letting.delete()


def _teacher_only(by, cycle):
    if by.person_id is None or by.person_id != cycle.teacher_id:
        raise PermissionDenied
