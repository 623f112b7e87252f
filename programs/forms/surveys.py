"""Forms of surveys: the survey, its questions, and the form that participants fill in."""

from django import forms
from django.utils.html import escape, format_html
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import WHY, DateInput
from programs.actions.surveys import Start
from programs.models import Survey, SurveyItem

LONGEST = 2000
DATES = {"opens": DateInput, "closes": DateInput, "intro": forms.Textarea(attrs={"rows": 3})}
TEXT_WARNING = _("Shown word for word when ten people wrote something. Leave out names and whatever tells who you are.")


class SurveyForm(forms.ModelForm):
    """A new survey of a cohort, with the questions it starts with."""

    start = forms.ChoiceField(
        label=_("Questions"), choices=Start.choices, widget=forms.RadioSelect, initial=Start.BUILT_IN
    )
    helper = in_sections(
        Section(_("Survey"), "title", "moment", "intro"), Section(_("When"), ("opens", "closes")), Section("", "start")
    )

    class Meta:
        model = Survey
        fields = ["title", "moment", "intro", "opens", "closes"]
        widgets = DATES


class SurveyChangeForm(forms.ModelForm):
    """What may change until a survey is over."""

    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Survey"), "title", "moment", "intro"),
        Section(_("When"), ("opens", "closes")),
        Section(_("This change"), "why"),
    )

    class Meta:
        model = Survey
        fields = ["title", "moment", "intro", "opens", "closes"]
        widgets = DATES


class ItemForm(forms.ModelForm):
    """One question; what does not belong to its kind of answer is left out."""

    helper = in_sections(
        Section(_("Question"), "text", "kind", "is_required", "place"),
        Section(_("For a scale"), ("low", "high")),
        Section(_("For choices"), "choices"),
    )

    class Meta:
        model = SurveyItem
        fields = ["text", "kind", "is_required", "place", "low", "high", "choices"]
        widgets = {"kind": forms.RadioSelect, "choices": forms.Textarea(attrs={"rows": 4})}


class RemoveForm(forms.Form):
    """A step that asks nothing."""


class AnswerForm(forms.Form):
    """The questions of a survey as fields; what need not be answered can be left, also after it was chosen."""

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = {name_of(item): item for item in items}
        for name, item in self.items.items():
            self.fields[name] = field_of(item)

    def answers(self):
        """`[(question, value or None, own words)]` of what was answered."""
        given = [(self.items[name], said) for name, said in self.cleaned_data.items() if name in self.items and said]
        return [(item, None, said) if item.top == 0 else (item, int(said), "") for item, said in given]


def name_of(item):
    return f"item_{item.pk}"


def spoken(item, value, label):
    """The label of a choice; of a scale the number alone is seen, its words stand below and are read aloud."""
    if not item.is_scale or label == str(value):
        return label
    return format_html('{}<span class="visually-hidden">{}</span>', value, label.removeprefix(str(value)))


def field_of(item):
    """A field with the question as its label: radio buttons in a group with a legend, or a box for own words."""
    facts = {"label": item.text, "required": item.is_required}
    if item.kind == SurveyItem.Kind.TEXT:
        box = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(max_length=LONGEST, widget=box, help_text=TEXT_WARNING, **facts)
    choices = [(str(value), spoken(item, value, label)) for value, label in enumerate(item.labels, start=1)]
    if item.is_scale:
        facts["help_text"] = escape(item.ends)  # a coordinator's words, which the form would write as HTML
    if not item.is_required:
        choices.append(("", _("no answer")))
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **facts)
