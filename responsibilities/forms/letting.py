"""The form with which a supported teacher lets a successor read along."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections


class LettingForm(forms.Form):
    """Whom to let in; the page says what they will read."""

    person = forms.ModelChoiceField(None, label=_("Teacher leader"), empty_label="—")

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = candidates
        seen_by = _("what you and your teacher leader shared in this cycle: from now on, also the person you choose")
        self.helper = in_sections(Section("", "person", seen_by=seen_by))
