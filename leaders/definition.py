"""Who counts as a STEM teacher leader on a date, and why not: the one place that decides.

Source: the definition in the district program's vocabulary, parts (a) to (f). An appointment is judged by the first
of `PARTS` that it fails; a person by their best appointment. Everything is a queryset, so that lists, counts and
reports of any size ask the same rule: `judged` adds the rank, `counted` and `teacher_leaders` filter, `verdict_of`
answers for one row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    Case,
    DecimalField,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
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
class Path:
    """How lookups lead from the rows that are asked to an appointment and to its person."""

    appointment: str
    person: str

    def held(self, **facts):
        return Q(**{f"{self.appointment}{name}": value for name, value in facts.items()})

    def holder(self, **facts):
        return Q(**{f"{self.person}{name}": value for name, value in facts.items()})

    def outer(self, name):
        return OuterRef(f"{self.appointment}{name}")


OF_APPOINTMENTS = Path("", "person__")
OF_PEOPLE = Path("appointments__", "")


@dataclass(frozen=True)
class Part:
    """One part of the definition: the rows that fail it on a date (asked along a `Path`), and what the roster says."""

    code: str
    reason: str
    fails: Callable


def _was(*kinds):
    """Rows whose person was staff of one of the kinds on the date: as the last change after it tells, else as now."""

    def rule(on, at):
        then = FormerKind.objects.holding(on)
        now = at.holder(staff_kind__in=kinds) & ~at.holder(pk__in=then.values("person"))
        return now | at.holder(pk__in=then.filter(kind__in=kinds).values("person"))

    return rule


def _left(on, at):
    """No longer with the district on the date; without a day, they were gone on every date that is asked about."""
    return at.holder(left_on__lt=on) | at.holder(is_active=False, left_on__isnull=True)


def _stem_roles():
    return RoleDiscipline.objects.filter(discipline__is_stem=True).order_by().values("role")


def _terms(on, at):
    return Term.objects.current().on(on).filter(appointment=at.outer("pk"))


def _uncompensated(on, at):
    """Neither freed from teaching for the role on the date, nor paid for it."""
    paid = Compensation.objects.paying().filter(appointment=at.outer("pk"))
    return ~Exists(_terms(on, at).filter(release_fte__gt=0)) & ~Exists(paid)


FTE = DecimalField(max_digits=8, decimal_places=3)
NO_FTE, PERCENT = Value(Decimal(0), FTE), Value(Decimal("0.01"), FTE)
STANDING = [Appointment.Status.PROPOSED, Appointment.Status.APPROVED]
OUTSIDE_CLASSROOM = [Role.Serves.FELLOW_EDUCATORS, Role.Serves.STEM_PROGRAMMING]

PARTS = [
    Part("withdrawn", _("withdrawn"), lambda on, at: at.held(status=Appointment.Status.WITHDRAWN)),
    Part("ended", _("ended %(end)s"), lambda on, at: at.held(end__lt=on)),
    Part("not_begun", _("begins %(start)s"), lambda on, at: at.held(start__gt=on)),
    Part("not_approved", _("not yet approved"), lambda on, at: at.held(status=Appointment.Status.PROPOSED)),
    Part("left", _("left the district"), _left),
    Part("administrator", _("administrator"), _was(Person.StaffKind.ADMINISTRATOR)),
    Part("paraprofessional", _("paraprofessional"), _was(Person.StaffKind.PARAPROFESSIONAL)),
    Part("consultant", _("outside consultant"), _was(Person.StaffKind.CONSULTANT)),
    Part("not_teacher", _("not a teacher"), _was(Person.StaffKind.OTHER_STAFF)),
    Part("informal", _("not a formal role"), lambda on, at: at.held(position__role__is_formal=False)),
    Part(
        "own_students",
        _("does not support fellow educators"),
        lambda on, at: ~at.held(position__role__serves__in=OUTSIDE_CLASSROOM),
    ),
    Part("not_stem", _("not a STEM discipline"), lambda on, at: ~at.held(position__role__in=_stem_roles())),
    Part("outside", _("site outside the district"), lambda on, at: at.held(position__site__kind=School.Kind.OUTSIDE)),
    Part("uncompensated", _("formal, uncompensated"), _uncompensated),
    Part("on_leave", _("on leave"), lambda on, at: Q(Exists(_terms(on, at).filter(on_leave=True)))),
]
COUNTED = len(PARTS)
AWARD_ONLY = -1
# Parts about a date, an approval or pay: the others say whether an appointment can count at all.
DATED = {"withdrawn", "ended", "not_begun", "not_approved", "uncompensated", "on_leave"}
# A count needs no reasons: `in_force` asks the first of these parts itself, and those of the kind of staff are one.
IN_FORCE = {"withdrawn", "ended", "not_begun", "not_approved"}
OF_KIND = {"administrator", "paraprofessional", "consultant", "not_teacher"}
NOT_TEACHERS = [kind for kind in Person.StaffKind if kind != Person.StaffKind.TEACHER]
NO_TEACHER = Part("kind", _("not a teacher"), _was(*NOT_TEACHERS))
OF_COUNTS = [NO_TEACHER, *(part for part in PARTS if part.code not in IN_FORCE | OF_KIND)]
CODES = {part.code: rank for rank, part in enumerate(PARTS)} | {"counted": COUNTED, "award_only": AWARD_ONLY}
LABELS = {rank: part.reason for rank, part in enumerate(PARTS)} | {COUNTED: _("counted"), AWARD_ONLY: _("award only")}


def _rank(on, at):
    cases = [When(part.fails(on, at), then=Value(rank)) for rank, part in enumerate(PARTS)]
    return Case(*cases, default=Value(COUNTED), output_field=IntegerField())


def judged(appointments, on):
    """Appointments with `rank` on the date: the first part they fail (index in `PARTS`), or `COUNTED`."""
    return appointments.annotate(rank=_rank(on, OF_APPOINTMENTS))


def counted(appointments, on):
    """Appointments that make their holder a STEM teacher leader on the date."""
    return appointments.in_force(on).filter(*(~part.fails(on, OF_APPOINTMENTS) for part in OF_COUNTS))


def with_term(appointments, on):
    """Appointments with `term`, to be named in lookups: the term that holds on the date, none where none does."""
    held = Q(terms__retired_at__isnull=True, terms__start__lte=on, terms__end__gte=on)
    return appointments.annotate(term=FilteredRelation("terms", condition=held))


def with_served(appointments, start, end):
    """Appointments once for each `term`, to be named in lookups, in which somebody is at work within the span."""
    served = Q(terms__retired_at__isnull=True, terms__start__lte=end, terms__end__gte=start, terms__on_leave=False)
    return appointments.annotate(term=FilteredRelation("terms", condition=served)).filter(term__isnull=False)


def eligible(appointments, start, end):
    """Appointments that pass every part about person, role and site, whatever their dates, approval and pay.

    Whoever changes the kind of staff or leaves within the span counts for a part of it: both ends have to fail. Whoever
    has left by the first day is gone on the last as well, and role and site are the same on both.
    """
    for part in PARTS:
        if part.code not in DATED | OF_KIND:
            appointments = appointments.exclude(part.fails(start, OF_APPOINTMENTS))
    return appointments.exclude(_was_throughout(NOT_TEACHERS, start, end))


def _was_throughout(kinds, start, end):
    """Appointments whose person was of one and the same of the kinds on both days."""
    then, at = FormerKind.objects.holding(start), OF_APPOINTMENTS
    later = FormerKind.objects.holding(end).filter(person=OuterRef("person")).values("kind")
    at_end = Coalesce(Subquery(later), F("person__staff_kind"))
    same = then.filter(kind__in=kinds).annotate(at_end=at_end).filter(at_end=F("kind"))
    now = at.holder(staff_kind__in=kinds) & ~at.holder(pk__in=then.values("person"))
    return now | at.holder(pk__in=same.values("person"))


def counted_in(appointments, start, end):
    """Those of the appointments that count on some day of the span, both ends inclusive, once they are approved."""
    terms = Term.objects.current().filter(appointment=OuterRef("pk"), start__lte=end, end__gte=start, on_leave=False)
    served = eligible(appointments.touching(start, end), start, end).filter(Exists(terms))
    paid = Compensation.objects.paying().filter(appointment=OuterRef("pk"))
    return served.filter(Exists(terms.filter(release_fte__gt=0)) | Exists(paid))


def may_count(role, site, stem_share, person=None):
    """Whether somebody in a role at a site could count, before there is an appointment to ask; `person` once known."""
    fits = role.is_formal and role.serves in OUTSIDE_CLASSROOM and stem_share > 0 and site.kind != School.Kind.OUTSIDE
    return fits and (person is None or (person.is_active and person.staff_kind == Person.StaffKind.TEACHER))


def teacher_leaders(people, on):
    """People counted as STEM teacher leaders on the date; each once, whatever the number of appointments."""
    return people.filter(pk__in=counted(Appointment.objects.all(), on).order_by().values("person"))


def with_rank(people, on):
    """People with `rank` on the date: of their appointments, the one nearest to counting decides.

    All are judged in one pass over the appointments: a large roster takes no longer per person than a small one.
    """
    best = Max(_rank(on, OF_PEOPLE), filter=Q(appointments__status__in=STANDING))
    return people.annotate(rank=Coalesce(best, Value(AWARD_ONLY)))


def with_tl_fte(people, on):
    """People with `tl_fte` on the date: Σ release FTE × STEM share of the appointments that count."""
    shares = "appointments__position__role__discipline_shares"
    dates = {"start__lte": on, "end__gte": on}
    held = OF_PEOPLE.held(status=Appointment.Status.APPROVED, **dates) & Q(**{f"{shares}__discipline__is_stem": True})
    held &= OF_PEOPLE.held(**{f"terms__{name}": value for name, value in {"retired_at__isnull": True, **dates}.items()})
    share = F("appointments__terms__release_fte") * F(f"{shares}__share") * PERCENT
    cases = [When(part.fails(on, OF_PEOPLE), then=NO_FTE) for part in OF_COUNTS]
    total = Sum(Case(*cases, default=share, output_field=FTE), filter=held)
    return people.annotate(tl_fte=Coalesce(total, NO_FTE, output_field=FTE))


def roster(people, start, end, on):
    """People on the roster of a school year (`start` to `end`): appointed in it, or holding an award by the date."""
    standing = Appointment.objects.standing().touching(start, end).order_by().values("person")
    awards = Recognition.objects.filter(awarded_on__lte=on).order_by().values("person")
    return with_rank(people.filter(pk__in=standing.union(awards)), on)


def with_stem_share(appointments):
    """Appointments with `stem_share`: percent of the role's work that lies in STEM disciplines (0 to 100)."""
    shares = _stem_roles().filter(role=OuterRef("position__role")).annotate(total=Sum("share")).values("total")
    return appointments.annotate(
        stem_share=Coalesce(Subquery(shares), Value(0), output_field=DecimalField(max_digits=6, decimal_places=2))
    )


def stem_shares(roles=None):
    """Percent of the work of roles (ids; all unless said) that lies in STEM disciplines, by id; no entry is none."""
    rows = RoleDiscipline.objects.filter(discipline__is_stem=True).order_by()
    rows = rows if roles is None else rows.filter(role__in=roles)
    return dict(rows.values_list("role").annotate(total=Sum("share")))


def reason(rank, appointment=None):
    """The verdict in words, with the date where it is about dates: “ended June 30, 2026”."""
    if appointment is None:
        return str(LABELS[rank])
    dates = {"start": date_format(appointment.start, "DATE_FORMAT"), "end": date_format(appointment.end, "DATE_FORMAT")}
    return LABELS[rank] % dates


def in_words(rank, why):
    """The reason as a sentence of a record page: what makes its subject count, or the part that is missing."""
    if rank != COUNTED:
        return str(why)
    return str(_("a teacher in an approved, formal STEM role beyond their own classroom, with release or pay for it"))


def verdict_of(appointment, on):
    """`(counted, reason in words)` for one saved appointment on a date."""
    rank = judged(Appointment.objects.filter(pk=appointment.pk), on).values_list("rank", flat=True).get()
    return rank == COUNTED, reason(rank, appointment)


def verdict_of_person(person, on):
    """`(rank, words)` for one person on a date: “counted”, the reason, or that there is nothing to judge."""
    held = judged(Appointment.objects.standing().filter(person=person), on)
    if best := held.order_by("-rank", "-end", "pk").first():
        return best.rank, reason(best.rank, best)
    return AWARD_ONLY, str(LABELS[AWARD_ONLY] if person.recognitions.all() else _("no appointment"))
