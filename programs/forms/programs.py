from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import WHY
from programs.models import Program

COSTS_SEEN_BY = _("the coordinator and the business office")


class ProgramForm(forms.ModelForm):
    """A program; what it does is asked first, as that decides whether it is one (domain.md §1)."""

    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Program"), ("name", "kind"), "purpose", ("provider_kind", "provider"), "description"),
        Section(_("What it leads to"), "outcomes", "leads_to", ("credential_kind", "credential_title")),
        Section(_("STEM"), "disciplines", "stem_mode"),
        Section(_("Seats and cost"), ("usual_seats", "cost_per_seat", "fund"), seen_by=COSTS_SEEN_BY),
        Section(_("This change"), "is_retired", "why"),
    )

    class Meta:
        model = Program
        fields = [
            "name",
            "kind",
            "purpose",
            "provider_kind",
            "provider",
            "description",
            "outcomes",
            "leads_to",
            "credential_kind",
            "credential_title",
            "disciplines",
            "stem_mode",
            "usual_seats",
            "cost_per_seat",
            "fund",
            "is_retired",
        ]
        widgets = {
            "purpose": forms.RadioSelect,
            "description": forms.Textarea(attrs={"rows": 3}),
            "outcomes": forms.Textarea(attrs={"rows": 3}),
            "disciplines": forms.CheckboxSelectMultiple,
            "leads_to": forms.SelectMultiple(attrs={"size": 6}),
        }
        help_texts = {
            "purpose": _(
                "A teacher leader program directly supports the development or the work of teacher leaders. The last "
                "two answers are professional development and are logged as activities instead."
            )
        }
