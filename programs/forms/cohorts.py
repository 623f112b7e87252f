from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import WHY, DateInput
from programs.forms.programs import COSTS_SEEN_BY
from programs.models import Cohort

REQUIREMENTS = ("required_hours", "required_sessions", "required_pieces")
DATES = ("start", "end", "enroll_from", "enroll_until")


class CohortForm(forms.ModelForm):
    """A cohort; time is typed in hours, and the school year follows from the first day."""

    required_hours = forms.DecimalField(
        label=_("Hours required"),
        min_value=0,
        max_value=9999,
        max_digits=6,
        decimal_places=2,
        required=False,
        help_text=_("Hours of sessions to attend; leave empty to ask for none."),
    )
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Cohort"), ("name", "capacity"), ("start", "end"), ("enroll_from", "enroll_until")),
        Section(_("What completing asks for"), REQUIREMENTS, "practice_task", "service_years"),
        Section(_("Cost"), ("cost_per_seat", "fund"), seen_by=COSTS_SEEN_BY),
        Section(_("This change"), "why"),
    )

    class Meta:
        model = Cohort
        fields = [
            "name",
            "capacity",
            *DATES,
            "required_sessions",
            "required_pieces",
            "practice_task",
            "service_years",
            "cost_per_seat",
            "fund",
        ]
        widgets = dict.fromkeys(DATES, DateInput)
        help_texts = {
            "enroll_from": _("Leave both empty when only you enter participants."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if minutes := self.instance.required_minutes:
            self.initial.setdefault("required_hours", (Decimal(minutes) / 60).quantize(Decimal("0.01")).normalize())

    def clean(self):
        data = super().clean()
        self.instance.required_minutes = in_minutes(data.get("required_hours"))
        opens, closes = data.get("enroll_from"), data.get("enroll_until")
        if bool(opens) != bool(closes) and not {"enroll_from", "enroll_until"} & set(self.errors):
            self.add_error("enroll_until" if opens else "enroll_from", _("Enter both days of the window, or none."))
        return data


def in_minutes(hours):
    """Whole minutes of decimal hours."""
    return int(((hours or Decimal(0)) * 60).quantize(Decimal(1), ROUND_HALF_UP))


class CopyForm(CohortForm):
    """The next cohort, filled in from one of the year before."""

    with_sessions = forms.BooleanField(
        label=_("Copy the sessions too"),
        required=False,
        initial=True,
        help_text=_("Each as many weeks later as the first day, at the same times, with the same facilitators."),
    )


class CancelForm(forms.Form):
    """Why a cohort or a session will not take place."""

    reason = forms.CharField(label=_("Why"), max_length=255, help_text=_("Kept in the history."))
