"""Forms of cohorts; hours are typed as hours, and kept as minutes."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import WHY, DateInput
from leaders.models import FundingSource
from programs.forms.programs import COSTS_SEEN_BY
from programs.models import Cohort

HOUR = 60
FIELDS = [
    "name",
    "start",
    "end",
    "enroll_from",
    "enroll_until",
    "capacity",
    "required_sessions",
    "required_pieces",
    "practice_task",
    "service_years",
    "cost_per_seat",
    "fund",
]


class CohortForm(forms.ModelForm):
    """One run of a program."""

    required_hours = forms.DecimalField(
        label=_("Hours required"),
        required=False,
        min_value=0,
        max_digits=6,
        decimal_places=2,
        help_text=_("Hours of sessions to attend, like 30 or 7.5. Empty asks for none."),
    )
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Cohort"), ("name", "capacity"), ("start", "end")),
        Section(_("Enrollment"), ("enroll_from", "enroll_until")),
        Section(
            _("To complete it"),
            ("required_hours", "required_sessions"),
            ("required_pieces", "service_years"),
            "practice_task",
        ),
        Section(_("Money"), ("cost_per_seat", "fund"), seen_by=COSTS_SEEN_BY),
        Section(_("This change"), "why"),
    )

    class Meta:
        model = Cohort
        fields = FIELDS
        widgets = dict.fromkeys(("start", "end", "enroll_from", "enroll_until"), DateInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = FundingSource.objects.visible_to(user)
        self.fields["enroll_from"].help_text = _(
            "From this day on teachers may ask for a seat. Leave both empty to enter participants yourself."
        )
        if self.instance.required_minutes:
            self.initial["required_hours"] = hours_of(self.instance.required_minutes)

    def clean(self):
        data = super().clean()
        self.instance.required_minutes = round((data.get("required_hours") or 0) * HOUR)
        return data


def hours_of(minutes):
    """Minutes as hours to type: 450 is 7.5."""
    hours = (Decimal(minutes) / HOUR).quantize(Decimal("0.01")).normalize()
    return f"{hours:f}"


def of_program(program):
    """What a new cohort of a program begins with: its seats, cost and fund."""
    return Cohort(
        program=program, capacity=program.usual_seats, cost_per_seat=program.cost_per_seat, fund_id=program.fund_id
    )
