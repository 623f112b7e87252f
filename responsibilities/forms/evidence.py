"""The form of an evidence file: it asks who sees it, and whether students can be seen or heard."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from responsibilities import evidence
from responsibilities.forms.notes import ME, with_whom

YES, NO = "yes", "no"
CONSENTS = [
    ("", "—"),
    ("media_release", _("the school's media release of this year")),
    ("lesson_consent", _("a consent for this lesson")),
    ("not_needed", _("none is needed: they cannot be recognized")),
]


class EvidenceForm(forms.Form):
    """One file, with nothing assumed about who may see it and whom it shows."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{ending}" for ending in evidence.TYPES)}),
        help_text=_(
            "Up to 25 MB. Time, place and camera are taken out of pictures and films. Better without students in them."
        ),
    )
    shared_with = forms.ChoiceField(label=_("Who sees this"), widget=forms.RadioSelect)
    shows_students = forms.ChoiceField(
        label=_("Can students be seen or heard in it?"),
        widget=forms.RadioSelect,
        choices=[(NO, _("No")), (YES, _("Yes"))],
    )
    consent = forms.ChoiceField(label=_("Consent on file"), choices=CONSENTS, required=False)
    consent_words = forms.CharField(
        label=_("Where to find it"), required=False, max_length=200, help_text=_("Never names of students.")
    )

    def __init__(self, *args, sides, is_cut_off=False, **kwargs):
        self.is_cut_off = is_cut_off
        self.people = {str(person.pk): person for person in sides.others}
        super().__init__(*args, **kwargs)
        if is_cut_off:  # the file that was too large is not here any more
            self.fields["file"].required = False
        self.fields["shared_with"].choices = [*with_whom(sides), (ME, gettext("Only me"))]
        self.helper = in_sections(
            Section(_("File"), "file", "shared_with"),
            Section(_("Students"), "shows_students", ("consent", "consent_words")),
        )

    def clean_file(self):
        if self.is_cut_off:
            raise ValidationError(gettext("Files may have up to 25 MB."))
        return self.cleaned_data["file"]

    def clean(self):
        data = super().clean()
        if data.get("shows_students") == YES and not data.get("consent"):
            self.add_error("consent", gettext("Say which consent is on file for the students."))
        return data

    def facts(self):
        """The words of `confidential.keep_file`."""
        data = self.cleaned_data
        shows = data["shows_students"] == YES
        return {
            "name": data["file"].name,
            "data": data["file"].read(),
            "shared_with": self.people.get(data["shared_with"]),
            "shows_students": shows,
            "consent": data["consent"] if shows else "",
            "consent_words": data["consent_words"],
        }
