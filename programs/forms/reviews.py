"""Forms of review phases and reviews."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.html import linebreaks
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import WHY, DateInput
from leaders.forms.terms import ReasonForm
from programs.actions.phases import Way
from programs.forms.enrollments import PeopleField
from programs.models import Review, ReviewPhase

MOST_BUTTONS = 10  # scores that are buttons; more of them are typed
LONGEST = 4000
FIELDS = ["name", "opens", "closes", "is_blind"]
DATES = {"opens": DateInput, "closes": DateInput}
WHO = _("One per line: name, staff number or work e-mail. Who applied to this call cannot review in it.")
NOT_MASKED = _("Files are shown as they are, under a neutral name. Nobody can mask what stands in them.")


class PhaseForm(forms.ModelForm):
    """A new phase with its reviewers."""

    people = PeopleField(label=_("Reviewers"), help_text=WHO, required=False)
    helper = in_sections(
        Section(_("Phase"), "name", ("opens", "closes")), Section(_("How it is read"), "is_blind", "people")
    )

    class Meta:
        model = ReviewPhase
        fields = FIELDS
        widgets = DATES

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_blind"].help_text = f"{self.fields['is_blind'].help_text} {NOT_MASKED}"


class ReviewersField(forms.ModelMultipleChoiceField):
    """Reviewers of one phase, by name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, row):
        return row.person.name


class PhaseChangeForm(PhaseForm):
    """What may change of a phase, with reviewers who come and go."""

    without = ReviewersField(
        None,
        label=_("Take off"),
        required=False,
        help_text=_("What they submitted stays. What they have not submitted goes, and can be assigned to others."),
    )
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Phase"), "name", ("opens", "closes")),
        Section(_("How it is read"), "is_blind"),
        Section(_("Reviewers"), "people", "without"),
        Section(_("This change"), "why"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].label = _("More reviewers")
        rows = self.instance.reviewers.select_related("person").order_by("person__family_name", "pk")
        self.fields["without"].queryset = rows


class AssignForm(forms.Form):
    """How the applications are given out."""

    way = forms.ChoiceField(label=_("How"), choices=Way.choices, widget=forms.RadioSelect, initial=Way.EVENLY)

    def __init__(self, *args, wanted, **kwargs):
        super().__init__(*args, **kwargs)
        even = gettext("%(count)s reviews of each application, shared out evenly") % {"count": wanted}
        self.fields["way"].choices = [(Way.EVENLY, even), (Way.EVERYONE, Way.EVERYONE.label)]


class RecuseForm(forms.Form):
    """Stepping back: a choice, never free text."""

    recusal = forms.ChoiceField(
        label=_("Why?"),
        choices=Review.Recusal.choices,
        widget=forms.RadioSelect,
        help_text=_("Only the coordinator sees this."),
    )


class PutBackForm(ReasonForm):
    """Taking a recusal back says why."""


class ReviewForm(forms.Form):
    """The rubric of a call with two comments; a draft may leave scores out."""

    def __init__(self, *args, criteria, submitting, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = {name_of(criterion): criterion for criterion in criteria}
        for name, criterion in self.criteria.items():
            self.fields[name] = score_field(criterion, submitting)
        self.fields["comment"] = comment_field(
            _("Comment"), _("For the organizer, who may pass it on to the applicant without your name.")
        )
        self.fields["organizer_comment"] = comment_field(
            _("Comment for the organizer alone"), _("It is not passed on to anybody.")
        )

    def scores(self):
        """`{criterion: score or None}`."""
        return {criterion.pk: self.cleaned_data[name] for name, criterion in self.criteria.items()}


def name_of(criterion):
    return f"score_{criterion.pk}"


def comment_field(label, help_text):
    box = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST, required=False, widget=box)


def score_field(criterion, required):
    """Buttons from 0 to the highest score, or a number to type where there are many."""
    facts = {"label": criterion.text, "required": required, "help_text": _hint(criterion)}
    if criterion.highest > MOST_BUTTONS:
        limits = [MinValueValidator(0), MaxValueValidator(criterion.highest)]
        return forms.IntegerField(validators=limits, widget=forms.NumberInput({"inputmode": "numeric"}), **facts)
    choices = [(score, str(score)) for score in range(criterion.highest + 1)]
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **facts)


def _hint(criterion):
    """What earns which score, and its weight; escaped, because forms write hints as they are."""
    words = gettext("0 to %(highest)s") % {"highest": criterion.highest}
    if criterion.weight > 1:
        words = gettext("0 to %(highest)s, weight %(weight)s") % {
            "highest": criterion.highest,
            "weight": criterion.weight,
        }
    return linebreaks(f"{words}\n\n{criterion.description}" if criterion.description else words, autoescape=True)
