"""The form of a program; what is no teacher leader program is refused with the reason (domain.md §1, cases 14–16)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import WHY
from leaders.models import FundingSource
from programs.models import Program

ASKED = _(
    "A teacher leader program directly supports the development or the work of teacher leaders. One that other "
    "teachers attend as well is a program too; their seats are counted apart."
)
COSTS_SEEN_BY = _("the coordinator and the business office")


class ProgramForm(forms.ModelForm):
    """A program of the catalogue."""

    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Program"), "name", ("kind", "provider_kind", "provider")),
        Section(_("Is it a teacher leader program?"), "purpose"),
        Section(_("What it is"), "description", "outcomes", "disciplines", "stem_mode"),
        Section(_("Where it leads"), "leads_to", ("credential_kind", "credential_title")),
        Section(_("Seats"), ("usual_seats", "is_retired")),
        Section(_("Money"), ("cost_per_seat", "fund"), seen_by=COSTS_SEEN_BY),
        Section(_("This change"), "why"),
    )

    class Meta:
        model = Program
        fields = [
            "name",
            "kind",
            "provider_kind",
            "provider",
            "purpose",
            "description",
            "outcomes",
            "disciplines",
            "stem_mode",
            "leads_to",
            "credential_kind",
            "credential_title",
            "usual_seats",
            "is_retired",
            "cost_per_seat",
            "fund",
        ]
        widgets = {
            "purpose": forms.RadioSelect,
            "description": forms.Textarea(attrs={"rows": 3}),
            "outcomes": forms.Textarea(attrs={"rows": 4}),
            "disciplines": forms.CheckboxSelectMultiple,
            "leads_to": forms.SelectMultiple(attrs={"size": 6}),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["purpose"].help_text = ASKED
        if not self.instance.pk:
            self.initial["purpose"] = None  # to be answered, not passed by
        self.fields["fund"].queryset = FundingSource.objects.visible_to(user)
