import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter, PickerFilter
from leaders.access import any_of
from leaders.filters.roles import year_choices
from leaders.models import Person, School
from programs.models import Cohort, Enrollment, Program

STATUSES = [
    ("undecided", _("to be decided")),
    ("line", _("waits, and a seat is free")),
    ("holding", _("holds a seat")),
    *Enrollment.Status.choices,
]


def matching(rows, text):
    return rows.matching(text)


class EnrollmentFilter(filters.FilterSet):
    """Search and filters of the list of participants."""

    q = filters.CharFilter(label=_("Name or staff number"), method="search")
    status = filters.ChoiceFilter(label=_("Status"), choices=STATUSES, method="by_status")
    participant = filters.ChoiceFilter(label=_("Takes part as"), choices=Enrollment.Participant.choices)
    program = NamedFilter(label=_("Program"), field_name="cohort__program", queryset=Program.objects.order_by("name"))
    cohort = PickerFilter(
        label=_("Cohort"), queryset=Cohort.objects.to_choose(), url="programs:cohort-picker", search=matching
    )
    year = filters.ChoiceFilter(label=_("School year"), field_name="cohort__school_year", choices=year_choices)
    school = NamedFilter(label=_("School"), queryset=School.objects.open(), method="by_school")
    missing = filters.BooleanFilter(label=_("Something missing"), method="by_missing")

    def search(self, rows, name, text):
        return rows.filter(person__in=Person.objects.matching(text).values("pk"))

    def by_status(self, rows, name, status):
        asked = {"undecided": rows.applied, "line": rows.could_be_seated, "holding": rows.holding}
        return asked[status]() if status in asked else rows.filter(status=status)

    def by_school(self, rows, name, school):
        return any_of(rows, Q(person__home_school=school), Q(person__other_schools=school))

    def by_missing(self, rows, name, wanted):
        return rows.missing_something() if wanted else rows.meeting_requirements()
