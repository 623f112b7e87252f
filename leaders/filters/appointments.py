import datetime

import django_filters as filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter
from leaders import definition, waiting
from leaders.grade_bands import BY_CODE
from leaders.models import Appointment, Discipline, District, Person, Role, School, State, Term
from leaders.serving import serving
from leaders.years import years_around

YEARS = 1900, 2200  # beyond them, the school years around a date are none that a calendar knows


def rotation_due(rows, on):
    return waiting.rotation_due(rows, on, District.current().rotation_years)


DUE = {
    "rotation": (_("rotation is due"), rotation_due),
    "return": (_("right to return ends within 90 days"), waiting.return_ending),
    "overload": (_("overload recorded"), waiting.overloaded),
}
PAY = {
    "check": (_("no fund or no pay yet"), waiting.pay_to_check),
    "no_fund": (_("pay without a fund"), waiting.without_fund),
    "no_pay": (_("no pay yet"), waiting.without_pay),
}


def day_of(params):
    """The date in the address (`on=2026-11-24`), today when there is none or it is no date that a school year has."""
    try:
        day = datetime.date.fromisoformat(params.get("on", ""))
    except ValueError:
        return timezone.localdate()
    return day if YEARS[0] <= day.year <= YEARS[1] else timezone.localdate()


def year_choices():
    """School years people ask for: five back, two ahead."""
    return years_around(5, 2)[::-1]


def in_state(rows, state, on):
    """Appointments that are in a state (`leaders.models.State`) on a date."""
    approved = rows.approved()
    leave = Exists(Term.objects.current().on(on).filter(appointment=OuterRef("pk"), on_leave=True))
    return {
        State.PROPOSED: lambda: rows.filter(status=Appointment.Status.PROPOSED),
        State.WITHDRAWN: lambda: rows.filter(status=Appointment.Status.WITHDRAWN),
        State.UPCOMING: lambda: approved.filter(start__gt=on),
        State.ENDED: lambda: approved.filter(end__lt=on),
        State.ACTIVE: lambda: rows.active(on),
        State.ON_LEAVE: lambda: rows.in_force(on).filter(leave),
    }[state]()


class AppointmentFilter(filters.FilterSet):
    """Search and filters of the list of appointments; `on` is the date that states are about."""

    q = filters.CharFilter(label=_("Name"), method="search")
    state = filters.ChoiceFilter(label=_("State"), choices=State.choices, method="by_state")
    role = NamedFilter(label=_("Role"), field_name="position__role", queryset=Role.objects.all())
    school = NamedFilter(label=_("School"), queryset=School.objects.all(), method="by_school")
    year = filters.ChoiceFilter(label=_("School year"), field_name="position__school_year", choices=year_choices)
    ending = filters.BooleanFilter(label=_("Ends within 60 days"), method="ending_soon")
    due = filters.ChoiceFilter(
        label=_("Due"), choices=[(code, label) for code, (label, _rule) in DUE.items()], method="by_due"
    )
    recent = filters.BooleanFilter(label=_("Approved within 30 days"), method="by_approval")
    pay = filters.ChoiceFilter(
        label=_("Pay and funds"), choices=[(code, label) for code, (label, _rule) in PAY.items()], method="by_pay"
    )
    on = filters.DateFilter(label=_("State on"), method="unchanged")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.request.user.may("leaders.view_pay"):
            del self.filters["pay"]

    def search(self, rows, name, text):
        return rows.filter(person__in=Person.objects.matching(text))

    def by_state(self, rows, name, state):
        return in_state(rows, State(state), day_of(self.data))

    def by_school(self, rows, name, school):
        return rows.at(school)

    def ending_soon(self, rows, name, wanted):
        soon = waiting.ending_soon(rows, day_of(self.data))
        return soon if wanted else rows.exclude(pk__in=soon.values("pk"))

    def by_due(self, rows, name, code):
        return DUE[code][1](rows, day_of(self.data))

    def by_approval(self, rows, name, wanted):
        lately = waiting.approved_lately(rows, day_of(self.data))
        return lately if wanted else rows.exclude(pk__in=lately.values("pk"))

    def by_pay(self, rows, name, code):
        return PAY[code][1](rows)

    def unchanged(self, rows, name, value):
        return rows


def reason_choices():
    dots = {"start": "…", "end": "…"}
    return [(part.code, part.reason % dots) for part in definition.PARTS] + [("award_only", _("award only"))]


class RosterFilter(filters.FilterSet):
    """Filters of the roster; the rows carry `rank`, and the view says which appointments of the year it shows."""

    q = filters.CharFilter(label=_("Name"), method="search")
    on = filters.DateFilter(label=_("On"), method="unchanged")
    counted = filters.ChoiceFilter(
        label=_("Counted"), choices=[("yes", _("counted")), ("no", _("not counted"))], method="by_counted"
    )
    reason = filters.ChoiceFilter(label=_("Why not counted"), choices=reason_choices, method="by_reason")
    discipline = NamedFilter(label=_("Discipline"), queryset=Discipline.objects.all(), method="by_discipline")
    school = NamedFilter(label=_("School"), queryset=School.objects.open(), method="by_school")
    role = NamedFilter(label=_("Role"), queryset=Role.objects.all(), method="by_role")
    band = filters.ChoiceFilter(
        label=_("Serves grades on the date"),
        choices=[(one.code, one.label) for one in BY_CODE.values()],
        method="by_band",
    )
    held = filters.ChoiceFilter(
        label=_("Appointment"),
        empty_label=_("any of the year"),
        choices=[("date", _("counts on the date"))],
        method="by_held",
    )

    def search(self, rows, name, text):
        return rows.matching(text)

    def unchanged(self, rows, name, value):
        return rows

    def by_counted(self, rows, name, value):
        counted = Q(rank=definition.COUNTED)
        return rows.filter(counted if value == "yes" else ~counted)

    def by_reason(self, rows, name, code):
        return rows.filter(rank=definition.CODES[code])

    def by_discipline(self, rows, name, discipline):
        parts = Discipline.objects.within(discipline).order_by().values("pk")
        return self._appointed(rows, position__role__discipline_shares__discipline__in=parts)

    def by_role(self, rows, name, role):
        return self._appointed(rows, position__role=role)

    def by_school(self, rows, name, school):
        return rows.filter(Exists(self._of_the_year().at(school)))

    def by_band(self, rows, name, band):
        return rows.filter(pk__in=self._serving(band=band))

    def by_held(self, rows, name, value):
        return rows.filter(pk__in=self._serving())

    def _serving(self, **asked):
        """People whom one appointment that counts on the date brings to all of what was chosen together."""
        rows, chosen = Appointment.objects.visible_to(self.request.user), self.form.cleaned_data
        asked |= {name: chosen.get(name) for name in ("school", "discipline", "role")}
        return serving(rows, day_of(self.data), **asked)

    def _appointed(self, rows, **facts):
        return rows.filter(Exists(self._of_the_year().filter(**facts)))

    def _of_the_year(self):
        """A person's standing appointments in the school year of the date, as far as the reader may see them."""
        district = District.current()
        span = district.school_year_dates(district.school_year(day_of(self.data)))
        rows = Appointment.objects.visible_to(self.request.user).standing()
        return rows.touching(*span).filter(person=OuterRef("pk"))
