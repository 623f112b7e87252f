"""Forms of what participants hand in, and of what the coordinator answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from programs import paper_rules
from programs.models import EvidencePiece

SEEN_BY = _("you and the coordinator")


class PieceForm(forms.ModelForm):
    """A title and a link; what kind it is, is asked only where the cohort wants a practice task."""

    link = forms.URLField(
        label=_("Link"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Where it can be read, for instance in the district's drive. It begins with https:// or http://."),
    )
    helper = in_sections(Section(_("What you hand in"), "kind", "title", "link", seen_by=SEEN_BY))

    class Meta:
        model = EvidencePiece
        fields = ["kind", "title", "link"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = paper_rules.kinds_asked(self.instance.enrollment.cohort)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()


class ReturnForm(forms.Form):
    answer = forms.CharField(
        label=_("What is missing"), max_length=255, help_text=_("The participant reads it, and can hand it in again.")
    )
