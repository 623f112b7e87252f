"""Search and filters of what is handed in, of who completes, and of service owed."""

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter
from leaders.filters.roles import year_choices
from leaders.models import District, Person
from programs import service
from programs.models import Enrollment, EvidencePiece, Program, ServiceObligation

PROGRAMS = Program.objects.order_by("name", "pk")
READY = [("ready", _("all met, cohort over")), ("met", _("all met")), ("missing", _("something missing"))]
SERVICE = [
    ("open", _("owed")),
    ("overdue", _("overdue")),
    ("served", _("served, to be confirmed")),
    ("leaving", _("owed by somebody who leaves")),
    ("fulfilled", _("fulfilled")),
    ("released", _("released")),
]


class ByPerson(filters.FilterSet):
    """What belongs to an enrollment is found by the participant's name."""

    person = "enrollment__person"
    q = filters.CharFilter(label=_("Name or staff number"), method="search")

    def search(self, rows, name, text):
        return rows.filter(**{f"{self.person}__in": Person.objects.matching(text).values("pk")})


class PieceFilter(ByPerson):
    status = filters.ChoiceFilter(label=_("Status"), choices=EvidencePiece.Status.choices)
    kind = filters.ChoiceFilter(label=_("Kind"), choices=EvidencePiece.Kind.choices)
    program = NamedFilter(label=_("Program"), field_name="enrollment__cohort__program", queryset=PROGRAMS)


class CompletionFilter(ByPerson):
    """Of those who take part and have not completed."""

    person = "person"
    state = filters.ChoiceFilter(label=_("Requirements"), choices=READY, method="by_state")
    program = NamedFilter(label=_("Program"), field_name="cohort__program", queryset=PROGRAMS)
    year = filters.ChoiceFilter(label=_("School year"), field_name="cohort__school_year", choices=year_choices)

    def by_state(self, rows, name, state):
        asked = {
            "ready": lambda: rows.ready(timezone.localdate()),
            "met": rows.meeting_requirements,
            "missing": rows.missing_something,
        }
        return asked[state]()

    class Meta:
        model = Enrollment
        fields = []


class ObligationFilter(ByPerson):
    state = filters.ChoiceFilter(label=_("State"), choices=SERVICE, method="by_state")
    program = NamedFilter(label=_("Program"), field_name="enrollment__cohort__program", queryset=PROGRAMS)
    due = filters.ChoiceFilter(label=_("Due in school year"), choices=year_choices, method="by_year_due")

    def by_state(self, rows, name, state):
        today = timezone.localdate()
        asked = {
            "overdue": lambda: rows.overdue(today),
            "leaving": rows.leaving,
            "served": lambda: rows.filter(pk__in=service.enough(ServiceObligation.objects.all(), today)),
        }
        return asked[state]() if state in asked else rows.filter(status=state)

    def by_year_due(self, rows, name, year):
        return rows.filter(due_on__range=District.current().school_year_dates(int(year)))
