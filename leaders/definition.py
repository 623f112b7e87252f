"""Who counts as a STEM teacher leader on a date, and why not: the one place that decides.

Source: the definition in the district program's vocabulary, parts (a) to (f). An appointment is judged by the first
of `PARTS` that it fails; a person by their best appointment. Everything is a queryset, so that lists, counts and
reports of any size ask the same rule: `judged` adds the rank, `counted` and `teacher_leaders` filter, `verdict_of`
answers for one row.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, DecimalField, Exists, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from leaders.models import (
    Appointment,
    Compensation,
    FormerKind,
    Person,
    Recognition,
    Role,
    RoleDiscipline,
    School,
    Term,
)


@dataclass(frozen=True)
class Part:
    """One part of the definition: the rows that fail it on a date, and what the roster then says."""

    code: str
    reason: str
    fails: Callable


def _was(kind):
    """Rows whose person was staff of a kind on the date: as the last change after it tells, else as they are now."""

    def rule(on):
        then = FormerKind.objects.holding(on)
        now = Q(person__staff_kind=kind) & ~Q(person__in=then.values("person"))
        return now | Q(person__in=then.filter(kind=kind).values("person"))

    return rule


def _left(on):
    """No longer with the district on the date; without a day, they were gone on every date that is asked about."""
    return Q(person__left_on__lt=on) | Q(person__is_active=False, person__left_on__isnull=True)


def _stem_shares():
    return RoleDiscipline.objects.filter(role=OuterRef("position__role"), discipline__is_stem=True)


def _released(on):
    return Term.objects.current().on(on).filter(appointment=OuterRef("pk"), release_fte__gt=0)


def _compensated():
    return Compensation.objects.paying().filter(appointment=OuterRef("pk"))


def _on_leave(on):
    return Term.objects.current().on(on).filter(appointment=OuterRef("pk"), on_leave=True)


OUTSIDE_CLASSROOM = [Role.Serves.FELLOW_EDUCATORS, Role.Serves.STEM_PROGRAMMING]

PARTS = [
    Part("withdrawn", _("withdrawn"), lambda on: Q(status=Appointment.Status.WITHDRAWN)),
    Part("ended", _("ended %(end)s"), lambda on: Q(end__lt=on)),
    Part("not_begun", _("begins %(start)s"), lambda on: Q(start__gt=on)),
    Part("not_approved", _("not yet approved"), lambda on: Q(status=Appointment.Status.PROPOSED)),
    Part("left", _("left the district"), _left),
    Part("administrator", _("administrator"), _was(Person.StaffKind.ADMINISTRATOR)),
    Part("paraprofessional", _("paraprofessional"), _was(Person.StaffKind.PARAPROFESSIONAL)),
    Part("consultant", _("outside consultant"), _was(Person.StaffKind.CONSULTANT)),
    Part("not_teacher", _("not a teacher"), _was(Person.StaffKind.OTHER_STAFF)),
    Part("informal", _("not a formal role"), lambda on: Q(position__role__is_formal=False)),
    Part(
        "own_students",
        _("does not support fellow educators"),
        lambda on: ~Q(position__role__serves__in=OUTSIDE_CLASSROOM),
    ),
    Part("not_stem", _("not a STEM discipline"), lambda on: ~Exists(_stem_shares())),
    Part("outside", _("site outside the district"), lambda on: Q(position__site__kind=School.Kind.OUTSIDE)),
    Part("uncompensated", _("formal, uncompensated"), lambda on: ~Exists(_released(on)) & ~Exists(_compensated())),
    Part("on_leave", _("on leave"), lambda on: Q(Exists(_on_leave(on)))),
]
COUNTED = len(PARTS)
AWARD_ONLY = -1
CODES = {part.code: rank for rank, part in enumerate(PARTS)} | {"counted": COUNTED, "award_only": AWARD_ONLY}
LABELS = {rank: part.reason for rank, part in enumerate(PARTS)} | {COUNTED: _("counted"), AWARD_ONLY: _("award only")}


def judged(appointments, on):
    """Appointments with `rank` on the date: the first part they fail (index in `PARTS`), or `COUNTED`."""
    cases = [When(part.fails(on), then=Value(rank)) for rank, part in enumerate(PARTS)]
    return appointments.annotate(rank=Case(*cases, default=Value(COUNTED), output_field=IntegerField()))


def counted(appointments, on):
    """Appointments that make their holder a STEM teacher leader on the date."""
    rows = appointments.in_force(on)
    for part in PARTS:
        rows = rows.exclude(part.fails(on))
    return rows


def teacher_leaders(people, on):
    """People counted as STEM teacher leaders on the date; each once, whatever the number of appointments."""
    return people.filter(Exists(counted(Appointment.objects.filter(person=OuterRef("pk")), on)))


def with_verdict(people, on):
    """People with `rank` and `best_appointment` on the date: the appointment nearest to counting decides."""
    best = judged(Appointment.objects.standing().filter(person=OuterRef("pk")), on).order_by("-rank", "-end", "pk")
    return people.annotate(
        rank=Coalesce(Subquery(best.values("rank")[:1]), Value(AWARD_ONLY), output_field=IntegerField()),
        best_appointment=Subquery(best.values("pk")[:1]),
    )


def roster(people, start, end, on):
    """People on the roster of a school year (`start` to `end`): appointed in it, or holding an award by the date."""
    standing = Appointment.objects.standing().touching(start, end).filter(person=OuterRef("pk"))
    awards = Recognition.objects.filter(person=OuterRef("pk"), awarded_on__lte=on)
    return with_verdict(people.filter(Exists(standing) | Exists(awards)), on)


def with_stem_share(appointments):
    """Appointments with `stem_share`: percent of the role's work that lies in STEM disciplines (0 to 100)."""
    shares = _stem_shares().order_by().values("role").annotate(total=Sum("share")).values("total")
    return appointments.annotate(
        stem_share=Coalesce(Subquery(shares), Value(0), output_field=DecimalField(max_digits=6, decimal_places=2))
    )


def reason(rank, appointment=None):
    """The verdict in words, with the date where it is about dates: “ended June 30, 2026”."""
    if appointment is None:
        return str(LABELS[rank])
    dates = {"start": date_format(appointment.start, "DATE_FORMAT"), "end": date_format(appointment.end, "DATE_FORMAT")}
    return LABELS[rank] % dates


def verdict_of(appointment, on):
    """`(counted, reason in words)` for one saved appointment on a date."""
    rank = judged(Appointment.objects.filter(pk=appointment.pk), on).values_list("rank", flat=True).get()
    return rank == COUNTED, reason(rank, appointment)


def verdict_of_person(person, on):
    """`(rank, words)` for one person on a date: “counted”, the reason, or that there is nothing to judge."""
    row = with_verdict(Person.objects.filter(pk=person.pk), on).get()
    if row.rank == AWARD_ONLY and not person.recognitions.exists():
        return row.rank, str(_("no appointment"))
    return row.rank, reason(row.rank, Appointment.objects.filter(pk=row.best_appointment).first())
